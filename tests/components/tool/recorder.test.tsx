/** @jest-environment jsdom */
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { recordingFile, type Microphone, type Take } from '@/components/tool/recorder/microphone';
import { Recorder } from '@/components/tool/recorder/recorder';
import { renderWords } from '../../support/render-words';

beforeAll(() => {
  URL.createObjectURL = () => 'blob:recording';
  URL.revokeObjectURL = () => undefined;
});
afterEach(cleanup);

/** A microphone that hears "la la", and writes down what is done with it. */
function microphone(): Microphone & { log: string[] } {
  const log: string[] = [];
  const take: Take = {
    pause: () => void log.push('pause'),
    resume: () => void log.push('resume'),
    stop: async () => {
      log.push('stop');
      return new Blob(['la la'], { type: 'audio/mp4' });
    },
    drop: () => void log.push('drop'),
    level: () => 0.5,
  };
  return { log, open: async () => ({ ok: true, take }) };
}

const button = (name: string) => screen.findByRole('button', { name });

describe('the recorder', () => {
  it('records, pauses, stops, is listened to, and only then hands the file over', async () => {
    const taken: File[] = [];
    const mic = microphone();
    renderWords(<Recorder microphone={mic} onTake={(file) => taken.push(file)} onClose={() => undefined} />);
    await userEvent.click(await button('Pause'));
    await userEvent.click(await button('Go on'));
    await userEvent.click(await button('Stop'));
    expect(await screen.findByLabelText('Your recording')).toHaveAttribute('src', 'blob:recording');
    expect(taken).toHaveLength(0);
    await userEvent.click(await button('Use this recording'));
    expect(taken[0]?.name).toMatch(/^Recording .+\.m4a$/);
    expect(taken[0]?.type).toBe('audio/mp4');
    expect(mic.log).toEqual(['pause', 'resume', 'stop']);
  });

  it('lets the microphone go when it is closed in the middle', async () => {
    const mic = microphone();
    const { unmount } = renderWords(<Recorder microphone={mic} onTake={() => undefined} onClose={() => undefined} />);
    await button('Stop');
    unmount();
    expect(mic.log).toEqual(['drop']);
  });

  it('lets it go also when the permission comes after it was closed', async () => {
    const mic = microphone();
    let allow: () => void = () => undefined;
    const allowed = new Promise<void>((resolve) => (allow = resolve));
    const slow: Microphone = { open: () => allowed.then(() => mic.open()) };
    const { unmount } = renderWords(<Recorder microphone={slow} onTake={() => undefined} onClose={() => undefined} />);
    unmount();
    allow();
    await waitFor(() => expect(mic.log).toEqual(['drop']));
  });

  it.each([
    ['denied', /blocked for this site/],
    ['none', /no microphone that the browser can find/],
    ['unsupported', /needs a secure address/],
  ] as const)('explains a refusal: %s', async (why, words) => {
    const refusing: Microphone = { open: async () => ({ ok: false, why }) };
    renderWords(<Recorder microphone={refusing} onTake={() => undefined} onClose={() => undefined} />);
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    expect(screen.queryAllByRole('button', { name: 'Ask again' })).toHaveLength(why === 'unsupported' ? 0 : 1);
  });

  it('asks again after a refusal that was taken back', async () => {
    const mic = microphone();
    let refused = false;
    const once: Microphone = {
      open: async () => {
        if (refused) return mic.open();
        refused = true;
        return { ok: false, why: 'denied' };
      },
    };
    renderWords(<Recorder microphone={once} onTake={() => undefined} onClose={() => undefined} />);
    await userEvent.click(await button('Ask again'));
    expect(await button('Stop')).toBeVisible();
  });
});

describe('a recording as a file', () => {
  it('has the ending of its type', () => {
    expect(recordingFile(new Blob([], { type: 'audio/ogg' }), 'Note').name).toBe('Note.ogg');
    expect(recordingFile(new Blob([], { type: 'audio/webm' }), 'Note').name).toBe('Note.webm');
  });
});
