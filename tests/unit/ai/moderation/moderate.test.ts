import { Mistral } from '@mistralai/mistralai';
import OpenAI from 'openai';
import { createMistralModerator } from '@/lib/ai/moderation/mistral-moderator';
import { createModeration } from '@/lib/ai/moderation/moderate';
import { piecesOf, type Moderator } from '@/lib/ai/moderation/moderator';
import { createOpenAiModerator } from '@/lib/ai/moderation/openai-moderator';
import { MISTRAL_KEY, startMistralServer, type MistralServer } from '../../../support/wire/mistral-wire-server';
import { FLAG_WORD, SUBJECT_WORD } from '../../../support/wire/moderation-wire';
import {
  OPENAI_KEY,
  startOpenAiMediaServer,
  type OpenAiMediaServer,
} from '../../../support/wire/openai-media-wire-server';
import { fileOf, since } from '../adapters/adapter-world';

let openai: OpenAiMediaServer;
let mistral: MistralServer;
beforeAll(async () => {
  openai = await startOpenAiMediaServer();
  mistral = await startMistralServer();
});
afterAll(() => Promise.all([openai.close(), mistral.close()]));
beforeEach(() => {
  openai.heard.splice(0);
  mistral.heard.splice(0);
});

const openAiModerator = () => createOpenAiModerator({ apiKey: OPENAI_KEY, baseUrl: openai.url });
const mistralModerator = () => createMistralModerator({ apiKey: MISTRAL_KEY, baseUrl: mistral.url });
const never = new AbortController().signal;
const warned: object[] = [];

/** A limit that a busy machine does not reach. */
const PATIENT_MS = 60_000;
/** One that is reached: half of it is left for the second. */
const LIMIT_MS = 6_000;

function open(moderators: Record<string, Moderator>, timeoutMs = PATIENT_MS) {
  const moderate = createModeration({
    moderators: new Map(Object.entries(moderators)),
    log: { warn: (fields) => void warned.push(fields) },
    timeoutMs,
  });
  return (text: string, images = [] as ReturnType<typeof fileOf>[], signal = never) =>
    moderate({ text, images }, signal);
}
const both = (timeoutMs?: number) => open({ openai: openAiModerator(), mistral: mistralModerator() }, timeoutMs);
const picture = (word: string) => fileOf(Buffer.from(`PNG ${word}`.padEnd(18)).toString('hex'), 'image/png');

describe('requests, member by member', () => {
  test('OpenAI is asked as the official client asks: a text as a text, a picture as a part', async () => {
    const moderate = open({ openai: openAiModerator() });
    await moderate('Hello.', [fileOf('89504e47', 'image/png')]);
    const ours = since(openai);
    const client = new OpenAI({ apiKey: OPENAI_KEY, baseURL: openai.url, maxRetries: 0 });
    const model = 'omni-moderation-latest';
    const url = 'data:image/png;base64,iVBORw==';
    await client.moderations.create({ model, input: [{ type: 'image_url', image_url: { url } }] });
    await client.moderations.create({ model, input: 'Hello.' });
    const byInput = (requests: unknown[]) => requests.map((one) => JSON.stringify(one)).sort();
    expect(byInput(ours)).toEqual(byInput(since(openai)));
  });

  test('Mistral is asked as the official client asks', async () => {
    expect(await open({ mistral: mistralModerator() })('Hello.')).toMatchObject({ flagged: false });
    const ours = since(mistral);
    const serverURL = mistral.url.replace(/\/v1$/, '');
    const client = new Mistral({ apiKey: MISTRAL_KEY, serverURL, retryConfig: { strategy: 'none' } });
    await client.classifiers.moderate({ model: 'mistral-moderation-latest', inputs: 'Hello.' });
    expect(ours).toEqual(since(mistral));
  });
});

describe('verdicts', () => {
  test('what is harmless is not flagged, what is not is, with its categories and who said so', async () => {
    expect(await both()('A red fox.')).toEqual({ flagged: false, categories: [], provider: 'openai' });
    const flagged = { flagged: true, categories: ['violence'], provider: 'openai' };
    expect(await both()(`Say ${FLAG_WORD}.`)).toEqual(flagged);
    expect(await both()('', [picture('fine'), picture(FLAG_WORD)])).toEqual(flagged);
    expect(await both()('Harmless words', [picture(FLAG_WORD)])).toEqual(flagged);
  });

  test('Mistral’s word for what is only talked about flags nobody', async () => {
    const moderate = open({ mistral: mistralModerator() });
    expect(await moderate(`Ask a ${SUBJECT_WORD}.`)).toEqual({ flagged: false, categories: [], provider: 'mistral' });
    const verdict = { flagged: true, categories: ['violence_and_threats'], provider: 'mistral' };
    expect(await moderate(`${SUBJECT_WORD} ${FLAG_WORD}`)).toEqual(verdict);
  });

  test('a long text is read to its end, also across the seams of its pieces', async () => {
    const text = `${'x'.repeat(15_996)}${FLAG_WORD}${'y'.repeat(40_000)}`;
    expect(piecesOf(text).length).toBeGreaterThan(2);
    expect(await both()(text)).toMatchObject({ flagged: true });
    expect(await both()('z'.repeat(50_000) + FLAG_WORD)).toMatchObject({ flagged: true });
    expect(await both()('z'.repeat(50_000))).toMatchObject({ flagged: false });
  });

  test('nothing to judge, or nobody to ask, is no verdict', async () => {
    expect(await both()('  ')).toBeNull();
    expect(await open({})('Hello.')).toBeNull();
    expect(await open({ mistral: mistralModerator() })('Hello.', [picture('x')])).toBeNull();
    const huge = { ...picture('x'), bytes: 20_000_001 };
    expect(await both()('Hello.', [huge])).toBeNull();
    expect(openai.heard.length + mistral.heard.length).toBe(0);
  });
});

describe('faults', () => {
  test('one that fails, lies or hangs hands over to the next, within one limit', async () => {
    for (const step of [
      { do: 'refuse', status: 500 },
      { do: 'answer', type: 'text/html', body: '<html></html>' },
      { do: 'answer', type: 'application/json', body: '{"results":[]}' },
      { do: 'answer', type: 'application/json', body: 'x'.repeat(2_000_000) },
      { do: 'stall' },
    ] as const) {
      openai.script(step);
      const moderate = step.do === 'stall' ? both(LIMIT_MS) : both();
      expect(await moderate(`A ${FLAG_WORD}.`)).toMatchObject({ flagged: true, provider: 'mistral' });
    }
  });

  test('when all hang there is no verdict, and nobody waits longer than the limit', async () => {
    openai.script({ do: 'stall' });
    mistral.script({ do: 'stall' });
    const startedAt = performance.now();
    expect(await both(LIMIT_MS)('Hello.')).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(4 * LIMIT_MS);
    await openai.waitFor(({ aborted }) => aborted);
  });

  test('after three failures in a row an endpoint is left alone, and a good answer forgives them', async () => {
    const moderate = open({ openai: openAiModerator() });
    const fail = { do: 'refuse', status: 503 } as const;
    openai.script(fail, fail, { do: 'ok' }, fail, fail, fail);
    for (let call = 0; call < 8; call += 1) await moderate('Hello.');
    expect(openai.heard).toHaveLength(6);
  });

  test('a wrong key and a missing endpoint are not asked about again at once; a pause is kept', async () => {
    for (const step of [
      { do: 'refuse', status: 401 },
      { do: 'refuse', status: 404 },
      { do: 'refuse', status: 429, retryAfter: '20' },
    ] as const) {
      const moderate = open({ openai: openAiModerator() });
      openai.heard.splice(0);
      openai.script(step);
      expect([await moderate('Hello.'), await moderate('Hello.')]).toEqual([null, null]);
      expect(openai.heard).toHaveLength(1);
    }
  });

  test('a part that is flagged counts although another part failed', async () => {
    openai.script({ do: 'ok' }, { do: 'refuse', status: 500 });
    const verdict = await open({ openai: openAiModerator() })(FLAG_WORD, [picture(FLAG_WORD)]);
    expect(verdict).toMatchObject({ flagged: true });
  });

  test('a caller that goes away ends the call upstream, and is no failure of the endpoint', async () => {
    const moderate = open({ openai: openAiModerator() });
    for (let call = 0; call < 4; call += 1) {
      openai.heard.splice(0);
      openai.script({ do: 'stall' });
      const stop = new AbortController();
      const asked = moderate('Hello.', [], stop.signal);
      await openai.waitFor(() => true);
      stop.abort();
      expect(await asked).toBeNull();
    }
    expect(await moderate('Hello.')).toMatchObject({ flagged: false });
  });

  test('the log never has what was judged', () => {
    expect(warned.length).toBeGreaterThan(0);
    expect(JSON.stringify(warned)).not.toMatch(/Hello|FLAGME/);
  });
});
