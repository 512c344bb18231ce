import { cuesOf, toSrt, toTimedText, toVtt, wrapLines } from '@/lib/format';

const SPOKEN = [
  { start: 0, end: 2.5, text: 'Good morning, and welcome to the show.' },
  { start: 2.5, end: 5, text: ' Today we talk about lighthouses & fog <again>. ' },
];

describe('subtitles', () => {
  it('are SubRip with numbers and commas', () => {
    expect(toSrt(SPOKEN)).toBe(
      `1
00:00:00,000 --> 00:00:02,500
Good morning, and welcome to the show.

2
00:00:02,500 --> 00:00:05,000
Today we talk about lighthouses & fog
<again>.
`,
    );
  });

  it('are WebVTT with points, and nothing a player takes for marks', () => {
    const text = toVtt(SPOKEN);
    expect(text.startsWith('WEBVTT\n\n00:00:00.000 --> 00:00:02.500\n')).toBe(true);
    expect(text).toContain('lighthouses &amp; fog\n&lt;again&gt;.');
    expect(toVtt([{ start: 0, end: 1, text: 'a --> b' }])).toContain('a --&gt; b');
  });

  it('have at most two lines of 42 letters, and share the time of a long passage', () => {
    const text = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    const cues = cuesOf([{ start: 10, end: 40, text }]);
    expect(cues.length).toBeGreaterThan(3);
    for (const { lines } of cues) {
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(42);
    }
    expect(cues.flatMap(({ lines }) => lines).join(' ')).toBe(text);
    expect([cues[0]!.start, cues.at(-1)!.end]).toEqual([10, 40]);
    cues.slice(1).forEach((cue, index) => expect(cue.start).toBe(cues[index]!.end));
  });

  it('break writing without spaces, never inside a letter of two units', () => {
    const lines = wrapLines('🎈'.repeat(50));
    expect(lines.map((line) => [...line].length)).toEqual([42, 8]);
    expect(lines.every((line) => line.isWellFormed())).toBe(true);
  });

  it('never overlap, whatever the times say', () => {
    const cues = cuesOf([
      { start: 3, end: 9, text: 'second' },
      { start: -1, end: 4, text: 'first' },
      { start: 3, end: 3, text: 'also second' },
      { start: Number.NaN, end: 4, text: 'lost' },
      { start: 20, end: 20, text: 'a flash' },
      { start: 30, end: 31, text: '   ' },
    ]);
    expect(cues.map(({ lines }) => lines[0])).toEqual(['first', 'also second', 'second', 'a flash']);
    expect(cues[0]).toMatchObject({ start: 0, end: 3 });
    cues.slice(1).forEach((cue, index) => expect(cue.start).toBeGreaterThanOrEqual(cues[index]!.end));
    for (const { start, end } of cues) expect(end).toBeGreaterThan(start);
    expect(cues.at(-1)).toMatchObject({ start: 20, end: 20.5 });
  });

  it('count hours and round to milliseconds', () => {
    expect(toSrt([{ start: 3_599.9996, end: 36_000.5, text: 'late' }])).toContain('01:00:00,000 --> 10:00:00,500');
    expect(toTimedText([{ start: 61.4, end: 62, text: ' a\n b ' }])).toBe('[00:01:01] a b');
  });

  it('are empty without passages', () => {
    expect([toSrt([]), toVtt([])]).toEqual(['', 'WEBVTT\n\n']);
  });
});
