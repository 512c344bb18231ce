import { setTimeout as sleep } from 'node:timers/promises';
import type { ChainSink, JobProgress, Model, ModelRequest, Segment } from '@/lib/ai';
import type { Adapter, AdapterCall } from '@/lib/ai/adapters/adapter';
import { createBreakers } from '@/lib/ai/chain/breaker';
import { CallFailure } from '@/lib/ai/chain/failure';
import { runChain } from '@/lib/ai/chain/run-chain';
import { createHealth } from '@/lib/ai/health/health';
import { fileOf, FILM, IMAGE, SEGMENTS, SOUND } from './adapters/adapter-world';
import { createTestClock, createTestKv, LIMITS, SILENT } from './ai-world';

type Play = (call: AdapterCall) => Promise<void>;

/** A chain over two models that do what a test says, and what its sink was told. */
async function play(request: ModelRequest, plays: readonly Play[], change: Partial<typeof LIMITS> = {}) {
  const clock = createTestClock();
  const breakers = createBreakers({ kv: createTestKv(clock).kv, clock, log: SILENT });
  const health = createHealth({ clock, breakers });
  const adapters = new Map<string, Adapter>(
    plays.map((one, index) => [`p${index}`, { call: async (call) => (await one(call), {}) }]),
  );
  const candidates = [...adapters.keys()].map((provider): Model => ({
    ...{ id: `${provider}/m`, provider, name: 'm', label: 'M', tier: 'standard', cost: {} },
    kind: request.kind === 'speech' || request.kind === 'transcription' ? 'audio' : request.kind,
  }));
  const told = { text: '', segments: [] as (readonly Segment[])[], progress: [] as JobProgress[], files: 0 };
  const sink: ChainSink = {
    onAttempt: () => {},
    onCommitted: () => {},
    onText: (delta) => void (told.text += delta),
    onFile: () => void (told.files += 1),
    onSegments: (segments) => void told.segments.push(segments),
    onProgress: (progress) => void told.progress.push(progress),
  };
  const limits = { ...LIMITS, ...change };
  const input = { candidates, request, limits, signal: new AbortController().signal };
  const end = await runChain({ adapters, breakers, health, log: SILENT }, input, sink);
  return { ...told, end };
}

const PICTURE = { bytes: new Uint8Array([1]), mediaType: 'image/png' };
const fail = () => Promise.reject(new CallFailure({ outcome: 'server_error' }));

test('the passages of the one that was heard are told, those of one that failed before are not', async () => {
  const { text, segments, end } = await play(SOUND, [
    async ({ onSegments }) => {
      onSegments?.([{ start: 0, end: 1, text: 'of nobody' }]);
      return fail();
    },
    async ({ onText, onSegments }) => {
      onText('The quick brown fox.');
      onSegments?.(SEGMENTS);
    },
  ]);
  expect([text, segments, end.status]).toEqual(['The quick brown fox.', [SEGMENTS], 'succeeded']);
});

test('what comes behind the end of a call is heard by nobody', async () => {
  let late: AdapterCall | undefined;
  const { segments, progress } = await play(SOUND, [
    async (call) => {
      late = call;
      call.onText('Done.');
    },
  ]);
  late?.onSegments?.(SEGMENTS);
  late?.onProgress?.({ state: 'running' });
  expect([segments, progress]).toEqual([[], []]);
});

test('the progress of each job is told as it comes, the next candidate’s from its beginning', async () => {
  const { progress, files } = await play(FILM, [
    async ({ onProgress }) => {
      onProgress?.({ state: 'queued' });
      onProgress?.({ state: 'running', share: 0.5 });
      return fail();
    },
    async ({ onProgress, onFile }) => {
      onProgress?.({ state: 'queued' });
      onFile(PICTURE);
    },
  ]);
  expect(progress).toEqual([{ state: 'queued' }, { state: 'running', share: 0.5 }, { state: 'queued' }]);
  expect(files).toBe(1);
});

test('the second of several pictures may take as long as the first, whatever the limit between tokens', async () => {
  const { files, end } = await play(
    { ...IMAGE, count: 2 } as ModelRequest,
    [
      async ({ onFile }) => {
        onFile(PICTURE);
        await sleep(250);
        onFile(PICTURE);
      },
    ],
    { idleMs: 50 },
  );
  expect([files, end.status]).toEqual([2, 'succeeded']);
});

test('pictures that had come when the deadline ended the call are delivered, and the end says so', async () => {
  const { files, end } = await play(
    { ...IMAGE, count: 2, source: fileOf('00', 'image/png') } as ModelRequest,
    [
      async ({ onFile, signal }) => {
        onFile(PICTURE);
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      },
    ],
    { totalMs: 100, firstContentMs: 50 },
  );
  expect([files, end]).toEqual([1, expect.objectContaining({ status: 'failed', afterContent: true })]);
});
