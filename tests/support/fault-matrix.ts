import { createServer, type AddressInfo } from 'node:net';
import type { AttemptOutcome } from '@/lib/ai';
import type { ErrorCode } from '@/lib/errors';
import { startOpenAiWireServer, type WireStep } from './openai-wire-server';
import { selfSigned } from './self-signed';

export const POSITIONS = ['first', 'middle', 'last'] as const;
export type Position = (typeof POSITIONS)[number];

/** One way a provider fails, and what it must be taken for. */
export interface Fault {
  name: string;
  step: WireStep | 'refused' | 'tls';
  outcome: AttemptOutcome;
  /** Whether text was delivered before; `final`: nobody may go on behind it. */
  content?: 'kept' | 'final';
  /** What the run ends with when nobody is left. */
  code: Extract<ErrorCode, 'provider_unavailable' | 'provider_timeout'>;
}

const TEN_MEGABYTES = 10_000_000;
const unavailable = { code: 'provider_unavailable' } as const;
const late = { code: 'provider_timeout' } as const;

export const FAULTS: readonly Fault[] = [
  { name: 'refused', step: 'refused', outcome: 'refused_connection', ...unavailable },
  { name: 'TLS error', step: 'tls', outcome: 'refused_connection', ...unavailable },
  { name: '401', step: { do: 'status', status: 401 }, outcome: 'unauthorized', ...unavailable },
  {
    name: '429, Retry-After 30',
    step: { do: 'status', status: 429, retryAfter: '30' },
    outcome: 'rate_limited',
    ...unavailable,
  },
  { name: '429', step: { do: 'status', status: 429 }, outcome: 'rate_limited', ...unavailable },
  { name: '500', step: { do: 'status', status: 500 }, outcome: 'server_error', ...unavailable },
  { name: 'slow headers', step: { do: 'stall-headers' }, outcome: 'timeout_connect', ...late },
  { name: 'no first token', step: { do: 'stall-first' }, outcome: 'timeout_first_content', ...late },
  {
    name: 'stall in mid-stream',
    step: { do: 'stall-middle', after: 3 },
    outcome: 'timeout_idle',
    content: 'kept',
    ...late,
  },
  { name: 'cut before text', step: { do: 'cut', after: 0 }, outcome: 'cut', ...unavailable },
  { name: 'cut in mid-stream', step: { do: 'cut', after: 3 }, outcome: 'cut', content: 'kept', ...unavailable },
  { name: 'bad chunk', step: { do: 'bad-chunk', after: 0 }, outcome: 'bad_response', ...unavailable },
  {
    name: 'bad chunk, mid-stream',
    step: { do: 'bad-chunk', after: 3 },
    outcome: 'bad_response',
    content: 'kept',
    ...unavailable,
  },
  { name: 'empty', step: { do: 'empty' }, outcome: 'empty', ...unavailable },
  { name: 'wrong content type', step: { do: 'wrong-type' }, outcome: 'bad_response', ...unavailable },
  {
    name: '10 MB in one piece',
    step: { do: 'flood', bytes: TEN_MEGABYTES, inOnePiece: true },
    outcome: 'too_large',
    ...unavailable,
  },
  {
    name: '10 MB answer',
    step: { do: 'flood', bytes: TEN_MEGABYTES },
    outcome: 'too_large',
    content: 'final',
    ...unavailable,
  },
];

/** A port nobody listens on. */
async function closedPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export interface FaultServers {
  /** A compatible server called `id` that fails in this way; well without a fault. */
  configure(id: string, fault: Fault | undefined): { id: string; label: string; baseUrl: string; models: string[] };
  close(): Promise<void>;
}

/** Real servers for every fault; a model's name says what its answer will be. */
export async function startFaultServers(): Promise<FaultServers> {
  const steps = new Map(FAULTS.map(({ step }, index) => [`fault-${index}`, step]));
  const stepOf = (model: string): WireStep => {
    const step = steps.get(model);
    return typeof step === 'object' ? step : { do: 'ok' };
  };
  const [plain, tls, port] = await Promise.all([
    startOpenAiWireServer({ stepOf, forget: true }),
    startOpenAiWireServer({ stepOf, forget: true, tls: selfSigned() }),
    closedPort(),
  ]);
  return {
    configure: (id, fault) => {
      const url =
        fault?.step === 'refused' ? `http://127.0.0.1:${port}/v1` : fault?.step === 'tls' ? tls.url : plain.url;
      return { id, label: id, baseUrl: url, models: [fault ? `fault-${FAULTS.indexOf(fault)}` : 'well'] };
    },
    close: async () => {
      await Promise.all([plain.close(), tls.close()]);
    },
  };
}
