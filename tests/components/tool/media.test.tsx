/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { wordAt } from '@/components/tool/media/device-speech';
import { Film } from '@/components/tool/media/film';
import { JobScreen } from '@/components/tool/media/job-screen';
import { downloadName, isOurs } from '@/components/tool/media/our-file';
import { Pictures } from '@/components/tool/media/pictures';
import { ReadAloud } from '@/components/tool/media/read-aloud';
import { Transcript } from '@/components/tool/media/transcript';
import { renderWords } from '../../support/render-words';

const file = (n: number, mediaType = 'image/png') => ({
  url: `/api/files/0198a00${n}-aa`,
  mediaType,
  width: 512,
  height: 512,
});
const ASKED = { width: 512, height: 512 };

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
});
afterEach(cleanup);

describe('pictures', () => {
  const show = (count: number) =>
    renderWords(
      <Pictures
        toolId="image-generation"
        files={Array.from({ length: count }, (_unused, index) => file(index))}
        prompt="a kite"
        asked={ASKED}
        mayChange
      />,
    );

  it('can each be taken away, and be changed further', () => {
    show(2);
    expect(screen.getAllByRole('img', { name: 'Picture made from: a kite' })).toHaveLength(2);
    expect(screen.getByRole('link', { name: 'Download picture 2' })).toHaveAttribute(
      'download',
      'image-generation-0198a001-2.png',
    );
    expect(screen.getByRole('link', { name: 'Vary or edit picture 1' })).toHaveAttribute(
      'href',
      '/tool/image-edit?file=0198a000-aa',
    );
  });

  it('open large, and the keyboard goes through them and out again', async () => {
    show(3);
    await userEvent.click(screen.getByRole('button', { name: 'Open picture 2 large' }));
    const dialog = await screen.findByRole('dialog', { name: 'Picture' });
    expect(within(dialog).getByText('2 of 3')).toBeInTheDocument();
    fireEvent.keyDown(dialog, { key: 'ArrowRight' });
    fireEvent.keyDown(dialog, { key: 'ArrowRight' });
    expect(within(dialog).getByText('1 of 3')).toBeInTheDocument();
    fireEvent.keyDown(dialog, { key: 'ArrowLeft' });
    expect(within(dialog).getByText('3 of 3')).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('files of a run', () => {
  it('are shown only from our own store', () => {
    expect(isOurs({ url: '/api/files/0198a000-aa' })).toBe(true);
    expect(isOurs({ url: 'https://evil.example/api/files/1' })).toBe(false);
    expect(isOurs({ url: '/api/files/../../x' })).toBe(false);
  });

  it.each([
    ['image/jpeg', 'jpg'],
    ['audio/mpeg', 'mp3'],
    ['audio/ogg; codecs=opus', 'ogg'],
    ['video/mp4', 'mp4'],
    ['application/x-odd+thing', 'bin'],
  ])('of type %s are called .%s', (mediaType, ending) => {
    expect(downloadName('tool', file(1, mediaType))).toBe(`tool-0198a001.${ending}`);
  });

  it('keep the room of a film before it comes', () => {
    renderWords(
      <Film
        file={{ url: '/api/files/a', mediaType: 'video/mp4' }}
        prompt="waves"
        asked={{ width: 720, height: 1280 }}
      />,
    );
    const film = screen.getByLabelText('Film made from: waves');
    expect(film).toHaveAttribute('controls');
    expect(film.style.aspectRatio).toBe('720 / 1280');
  });
});

describe('a transcript', () => {
  const PASSAGES = [
    { start: 0, end: 2.5, text: 'Good morning.' },
    { start: 2.5, end: 70, text: 'Shall we begin?' },
    { start: 70, end: 75, text: 'Yes.' },
  ];

  it('plays the recording from the passage that is tapped, and marks what is heard', async () => {
    const play = jest.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async () => undefined);
    renderWords(<Transcript passages={PASSAGES} source="/api/files/a" />);
    const player = screen.getByLabelText<HTMLAudioElement>('The recording');
    await userEvent.click(screen.getByRole('button', { name: /1:10 Yes/ }));
    expect(player.currentTime).toBe(70);
    expect(play).toHaveBeenCalledTimes(1);
    fireEvent.timeUpdate(player);
    expect(screen.getByRole('button', { name: /Yes/ })).toHaveAttribute('aria-current', 'true');
    play.mockRestore();
  });

  it('is still read where the recording is gone', () => {
    renderWords(<Transcript passages={PASSAGES} source={null} />);
    expect(screen.getByRole('button', { name: /Good morning/ })).toBeDisabled();
  });
});

describe('a job', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void jest.useRealTimers());

  it('says what is known: its state, the share, and the time against the usual', () => {
    const job = { toolId: 'video-generation', beganAtMs: 1_000_000 - 30_000, usualSeconds: 90 };
    const { unmount } = renderWords(<JobScreen {...job} progress={{ state: 'running', share: 0.25 }} />);
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '0.25');
    act(() => jest.advanceTimersByTime(1_000));
    expect(screen.getByText(/0:31 so far · 25%/)).toBeInTheDocument();
    expect(screen.getByText('usually 1:30')).toBeInTheDocument();
    expect(screen.getByText(/You can leave this page/)).toBeInTheDocument();
    unmount();
  });

  it('claims no share that nobody told', () => {
    renderWords(<JobScreen toolId="video-generation" beganAtMs={null} usualSeconds={null} progress={null} />);
    expect(screen.getByRole('progressbar')).not.toHaveAttribute('aria-valuenow');
    expect(screen.getByText('Waiting for its turn')).toBeInTheDocument();
  });
});

describe('reading aloud by the device', () => {
  const spoken: { text: string; rate: number; onboundary?: (event: object) => void; onend?: () => void }[] = [];
  const VOICES = [{ voiceURI: 'anna', name: 'Anna', lang: 'de-DE', default: true }];

  function give(voices: object[]): void {
    spoken.length = 0;
    Object.assign(window, {
      speechSynthesis: {
        getVoices: () => voices,
        speak: (utterance: (typeof spoken)[number]) => void spoken.push(utterance),
        cancel: () => undefined,
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      },
      SpeechSynthesisUtterance: class {
        rate = 1;
        constructor(readonly text: string) {}
      },
    });
  }

  it('marks the word that is spoken where the device tells it', async () => {
    give(VOICES);
    renderWords(<ReadAloud text="Red kites fly" preferredRate="1.25" />);
    await userEvent.click(screen.getByRole('button', { name: 'Read with this device’s voice' }));
    expect(spoken[0]).toMatchObject({ text: 'Red kites fly', rate: 1.25 });
    act(() => spoken[0]?.onboundary?.({ name: 'word', charIndex: 4 }));
    expect(screen.getByText('kites').tagName).toBe('MARK');
    act(() => spoken[0]?.onend?.());
    expect(screen.queryByText('kites')).toBeNull();
    expect(screen.getByRole('button', { name: 'Read with this device’s voice' })).toBeVisible();
  });

  it('is not offered where the device has no voice', () => {
    give([]);
    renderWords(<ReadAloud text="Red kites fly" />);
    expect(screen.getByText('Red kites fly')).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('knows where a word ends', () => {
    expect(wordAt('Red kites fly', 4)).toEqual({ from: 4, to: 9 });
    expect(wordAt('Red kites fly', 10)).toEqual({ from: 10, to: 13 });
  });
});
