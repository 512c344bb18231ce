import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { localAnswer, sha256Words, solveProof } from '@/components/earn/proof-of-work';
import { messages } from '@/lib/i18n/messages';
import type { ChallengeRow } from '@/lib/risk/challenges/challenge-row';
import { toChallenge } from '@/lib/risk/challenges/challenge-row';
import { expectedOf, isRightAnswer } from '@/lib/risk/challenges/check-local';
import { askQuestion, QUESTION_GROUPS } from '@/lib/risk/challenges/worded-question';
import { sha256 } from '@/lib/ids';

const hub = { sign: (text: string) => sha256(`secret ${text}`) };

function rowOf(bits: number): { row: ChallengeRow; picked: number[] } {
  const { question, answer } = askQuestion();
  const id = '0190a000-0000-7000-8000-000000000001';
  const expected = expectedOf(hub, id, answer);
  const row: ChallengeRow = {
    ...{ id, kind: 'local', because: 'asked', salt: 'salt', bits, question, expected, tries: 0 },
    expiresAt: new Date('2026-03-10T12:10:00.000Z'),
  };
  return { row, picked: answer.split(',').map(Number) };
}

describe('the browser’s SHA-256', () => {
  it('is Node’s, at every length around a block', () => {
    for (const length of [0, 1, 54, 55, 56, 63, 64, 65, 118, 119, 120, 200]) {
      const text = 'x'.repeat(length);
      const hex = Array.from(sha256Words(text), (word) => word.toString(16).padStart(8, '0')).join('');
      expect(hex).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });

  it('finds digits that prove the work, and stops when it is told to', async () => {
    const digits = await solveProof({ salt: 'abc', bits: 10 });
    expect(createHash('sha256').update(`abc:${digits}`).digest().readUInt32BE(0) >>> 22).toBe(0);
    const stop = new AbortController();
    const endless = solveProof({ salt: 'abc', bits: 33 }, stop.signal);
    stop.abort();
    expect(await endless).toBeNull();
  });
});

describe('a worded question', () => {
  it('has two words of its group among six, all of them different and in the catalog', () => {
    const { words, groups } = messages.challenge;
    for (let round = 0; round < 200; round += 1) {
      const { question, answer } = askQuestion();
      expect(new Set(question.words).size).toBe(6);
      const right = question.words.flatMap((word, index) =>
        QUESTION_GROUPS[question.group]!.includes(word) ? [index] : [],
      );
      expect(answer).toBe(right.join(','));
      expect(right).toHaveLength(question.pick);
      expect(groups).toHaveProperty(question.group);
      for (const word of question.words) expect(words).toHaveProperty(word);
    }
  });

  it('has words of one group each', () => {
    const all = Object.values(QUESTION_GROUPS).flat();
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('an answer to a local challenge', () => {
  it('needs the work and the right words', async () => {
    const { row, picked } = rowOf(8);
    const digits = (await solveProof({ salt: 'salt', bits: 8 }))!;
    expect(isRightAnswer(hub, row, localAnswer(digits, picked.toReversed()))).toBe(true);
    const [first = 0] = picked;
    const other = [0, 1, 2, 3, 4, 5].find((index) => !picked.includes(index))!;
    for (const wrong of [[first], [first, other], [], [0, 1, 2, 3, 4, 5]])
      expect(isRightAnswer(hub, row, localAnswer(digits, wrong))).toBe(false);
    const { row: harder } = { row: { ...row, bits: 32 } };
    expect(isRightAnswer(hub, harder, localAnswer(digits, picked))).toBe(false);
    for (const junk of [
      '',
      ':',
      '1',
      `${digits}:`,
      `x:${picked.join(',')}`,
      'unavailable',
      `${digits}:${picked.join(',')},`,
    ])
      expect(isRightAnswer(hub, row, junk)).toBe(false);
  });

  it('is not told to the browser', () => {
    const { row } = rowOf(16);
    const accounts = { TURNSTILE_SITE_KEY: undefined, TURNSTILE_SCRIPT_URL: 'https://example.test/api.js' };
    const shown = toChallenge(row, accounts);
    expect(shown).toEqual({
      id: row.id,
      kind: 'local',
      expiresAt: '2026-03-10T12:10:00.000Z',
      proof: { salt: 'salt', bits: 16 },
      question: row.question,
    });
    expect(JSON.stringify(shown)).not.toContain(row.expected);
  });
});
