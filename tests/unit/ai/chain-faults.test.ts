import type { AttemptOutcome, ChainEnd } from '@/lib/ai';
import { WIRE_TEXT, type WireStep } from '../../support/openai-wire-server';
import { chainInput, collect, IMAGE, LIMITS, outcomes, startTwoServers, type TwoServers } from './ai-world';

const BOTH = ['openai/gpt-5.4-mini', 'second/wire-model'];
/** The same two servers the other way round, so that each adapter meets each fault. */
const SWAPPED = [...BOTH].reverse();

let servers: TwoServers;
beforeAll(async () => void (servers = await startTwoServers()));
afterAll(() => servers.close());
beforeEach(() => {
  servers.first.setDefault({ do: 'ok' });
  servers.second.setDefault({ do: 'ok' });
});

type Code = Extract<ChainEnd, { status: 'failed' }>['code'];

/** A fault before the first content, and the class it must get. */
const BEFORE: [string, WireStep, AttemptOutcome][] = [
  ['500', { do: 'status', status: 500 }, 'server_error'],
  ['503', { do: 'status', status: 503 }, 'server_error'],
  ['429 with a long pause', { do: 'status', status: 429, retryAfter: '30' }, 'rate_limited'],
  ['401', { do: 'status', status: 401 }, 'unauthorized'],
  ['403', { do: 'status', status: 403 }, 'unauthorized'],
  ['404', { do: 'status', status: 404, code: 'model_not_found' }, 'bad_response'],
  ['400 about the model', { do: 'status', status: 400, code: 'model_not_found' }, 'bad_response'],
  ['a redirect', { do: 'status', status: 302 }, 'bad_response'],
  ['a stall before the headers', { do: 'stall-headers' }, 'timeout_connect'],
  ['a stall before the first token', { do: 'stall-first' }, 'timeout_first_content'],
  ['a cut before the headers', { do: 'cut' }, 'refused_connection'],
  ['a cut before the first token', { do: 'cut', after: 0 }, 'cut'],
  ['a polite end without anything', { do: 'end-early' }, 'empty'],
  ['an empty answer', { do: 'empty' }, 'empty'],
  ['white space only', { do: 'ok', pieces: ['\n', '  ', '\n'] }, 'empty'],
  ['a broken chunk', { do: 'bad-chunk' }, 'bad_response'],
  ['an error frame', { do: 'error-frame' }, 'server_error'],
  ['a web page', { do: 'html' }, 'empty'],
];

describe.each([
  ['openai first', BOTH],
  ['compatible first', SWAPPED],
])('before the first content (%s)', (_name, ids) => {
  const failing = () => (ids === BOTH ? servers.first : servers.second);

  test.each(BEFORE)('%s goes on to the next candidate', async (_fault, step, outcome) => {
    failing().script(step);
    const run = await collect(servers.open(), chainInput(servers.open(), ids));
    expect(outcomes(run)).toEqual([outcome, 'succeeded']);
    expect(run.text).toBe(WIRE_TEXT);
    expect(run.committed).toEqual([ids[1]]);
    expect(run.end).toMatchObject({ status: 'succeeded', model: ids[1], usage: { outputTokens: 9 } });
    expect(run.types.slice(0, 2)).toEqual(['attempt', 'committed']);
    expect(run.types.slice(-2)).toEqual(['attempt', 'end']);
  });
});

test.each<[string, WireStep, Code]>([
  ['a stall', { do: 'stall-first' }, 'provider_timeout'],
  ['500', { do: 'status', status: 500 }, 'provider_unavailable'],
  ['429', { do: 'status', status: 429, retryAfter: '60' }, 'provider_unavailable'],
])('%s everywhere ends with its code, nothing delivered', async (_fault, step, code) => {
  servers.first.setDefault(step);
  servers.second.setDefault(step);
  const ai = servers.open();
  const run = await collect(ai, chainInput(ai, BOTH));
  expect(run.end).toEqual({ status: 'failed', code, afterContent: false, usage: {} });
  expect(run.attempts).toHaveLength(2);
  expect(run.text).toBe('');
});

test.each<[string, WireStep, AttemptOutcome, Code]>([
  ['a cut', { do: 'cut', after: 3 }, 'cut', 'provider_unavailable'],
  ['a stall', { do: 'stall-middle', after: 3 }, 'timeout_idle', 'provider_timeout'],
  ['a polite end without a finish reason', { do: 'end-early', after: 3 }, 'cut', 'provider_unavailable'],
  ['an error frame', { do: 'error-frame', after: 3 }, 'server_error', 'provider_unavailable'],
  ['a broken chunk', { do: 'bad-chunk', after: 3 }, 'bad_response', 'provider_unavailable'],
])('%s after the first content keeps the text and ends the run', async (_fault, step, outcome, code) => {
  for (const ids of [BOTH, SWAPPED]) {
    (ids === BOTH ? servers.first : servers.second).script(step);
    const ai = servers.open();
    const run = await collect(ai, chainInput(ai, ids));
    expect(run.text).toBe('The quick brown');
    expect(outcomes(run)).toEqual([outcome]);
    expect(run.end).toEqual({ status: 'failed', code, afterContent: true, usage: {} });
  }
});

test.each([400, 413, 422])("the user's own fault (%d) ends at once", async (status) => {
  const ai = servers.open();
  const asked = servers.second.requests.length;
  servers.first.script({ do: 'status', status });
  const run = await collect(ai, chainInput(ai, BOTH));
  expect(run.attempts).toMatchObject([{ outcome: 'bad_request', httpStatus: status }]);
  expect(run.end).toMatchObject({ status: 'failed', code: 'invalid_input', afterContent: false });
  expect(servers.second.requests).toHaveLength(asked);
});

test('refused content ends as moderated, without asking anybody else', async () => {
  const ai = servers.open();
  servers.first.script({ do: 'status', status: 400, code: 'content_policy_violation' });
  const byStatus = await collect(ai, chainInput(ai, BOTH));
  expect(byStatus.end).toMatchObject({ status: 'failed', code: 'moderated', afterContent: false });
  servers.first.script({ do: 'ok', pieces: ['Well'], finish: 'content_filter' });
  const byFinish = await collect(ai, chainInput(ai, BOTH));
  expect(byFinish.end).toMatchObject({ status: 'failed', code: 'moderated', afterContent: true });
  expect(outcomes(byFinish)).toEqual(['content_refused']);
});

test('a server that is not there is refused, and the next one answers', async () => {
  const ai = servers.open({
    env: {
      OPENAI_API_KEY: 'k',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
      OPENAI_COMPATIBLE_SERVERS: [{ id: 'second', label: 'S', baseUrl: servers.second.url, models: ['wire-model'] }],
    },
  });
  const run = await collect(ai, chainInput(ai, BOTH));
  expect(outcomes(run)).toEqual(['refused_connection', 'succeeded']);
});

test('a short 429 is waited out when nobody else is left', async () => {
  const ai = servers.open();
  servers.first.script({ do: 'status', status: 429, retryAfter: '0.2' });
  const startedAt = performance.now();
  const run = await collect(ai, chainInput(ai, [BOTH[0]!]));
  expect(outcomes(run)).toEqual(['rate_limited', 'succeeded']);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(199);
});

test('a pause is waited out once in a run, however many calls are left', async () => {
  const ai = servers.open();
  servers.first.setDefault({ do: 'status', status: 429, retryAfter: '0.1' });
  const limits = { ...LIMITS, maxAttempts: 10 };
  const run = await collect(ai, chainInput(ai, [BOTH[0]!], { limits }));
  expect(outcomes(run)).toEqual(['rate_limited', 'rate_limited']);
  expect(run.end).toMatchObject({ status: 'failed', code: 'provider_unavailable' });
});

test('a model that asked for a pause is left alone by later runs', async () => {
  const ai = servers.open();
  servers.first.script({ do: 'status', status: 429, retryAfter: '30' });
  await collect(ai, chainInput(ai, BOTH));
  const asked = servers.first.requests.length;
  const run = await collect(ai, chainInput(ai, BOTH));
  expect(run.attempts).toMatchObject([{ outcome: 'rate_limited', ms: 0 }, { outcome: 'succeeded' }]);
  expect(servers.first.requests).toHaveLength(asked);
});

test('images: a failing candidate gives way, an answer is one file', async () => {
  const ai = servers.open();
  servers.first.script({ do: 'status', status: 500 }, { do: 'image' });
  const ids = ['openai/gpt-image-2', 'openai/gpt-image-2'];
  const run = await collect(ai, chainInput(ai, ids, { request: IMAGE }));
  expect(outcomes(run)).toEqual(['server_error', 'succeeded']);
  expect(run.types).toEqual(['attempt', 'committed', 'file', 'attempt', 'end']);
  expect(servers.first.requests.at(-1)!.body).toMatchObject({
    model: 'gpt-image-2',
    size: '1024x1024',
    prompt: IMAGE.kind === 'image' ? IMAGE.prompt : '',
  });
});

test('images share the time that is left among the candidates', async () => {
  const ai = servers.open();
  servers.first.script({ do: 'stall-headers' }, { do: 'image' });
  const limits = { ...LIMITS, firstContentMs: 100, totalMs: 1_200 };
  const run = await collect(
    ai,
    chainInput(ai, ['openai/gpt-image-2', 'openai/gpt-image-2'], { request: IMAGE, limits }),
  );
  expect(outcomes(run)).toEqual(['timeout_first_content', 'succeeded']);
  expect(run.attempts[0]!.ms).toBeGreaterThan(500);
});
