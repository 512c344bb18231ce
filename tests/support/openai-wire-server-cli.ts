import { parseArgs } from 'node:util';
import { startOpenAiWireServer, WIRE_TEXT, type WireStep } from './openai-wire-server';
import { startHuggingFaceServer } from './wire/huggingface-wire-server';
import { startOpenRouterServer } from './wire/openrouter-wire-server';

/**
 * `npx tsx tests/support/openai-wire-server-cli.ts --port 4001 --mode paced --tokens 300 --delay 20`
 *
 * Speaks as OpenAI does, with pictures, edits, sound, moderation and batches. `--films` and `--hub` start OpenRouter and
 * Hugging Face beside it, on ports of their own, for films.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4001' },
    mode: { type: 'string', default: 'instant' },
    tokens: { type: 'string', default: '50' },
    delay: { type: 'string', default: '20' },
    status: { type: 'string', default: '500' },
    films: { type: 'boolean', default: false },
    hub: { type: 'boolean', default: false },
  },
});

const words = WIRE_TEXT.split(' ');
const pieces = Array.from(
  { length: Number(values.tokens) },
  (_, index) => `${index ? ' ' : ''}${words[index % words.length]}`,
);

const MODES: Record<string, WireStep> = {
  instant: { do: 'ok', pieces },
  paced: { do: 'ok', pieces, delayMs: Number(values.delay) },
  /** Answers at once, with the whole text in a single token. */
  single: { do: 'ok', text: WIRE_TEXT, pieces: [WIRE_TEXT] },
  slow: { do: 'ok', pieces, firstDelayMs: 5_000 },
  status: { do: 'status', status: Number(values.status) },
  stall: { do: 'stall-headers' },
  'stall-first': { do: 'stall-first' },
  'stall-middle': { do: 'stall-middle' },
  cut: { do: 'cut' },
  'cut-after': { do: 'cut', after: 3 },
  empty: { do: 'empty' },
};

const defaultStep = MODES[values.mode];
if (!defaultStep) throw new Error(`--mode must be one of ${Object.keys(MODES).join(', ')}`);
const server = await startOpenAiWireServer({ port: Number(values.port), defaultStep, forget: true, files: 'real' });
process.stdout.write(`${server.url} answers: ${values.mode}\n`);
const others = [
  ...(values.films ? [await startOpenRouterServer('real')] : []),
  ...(values.hub ? [await startHuggingFaceServer('real')] : []),
];
for (const { url } of others) process.stdout.write(`${url} makes films\n`);
const stop = () => void Promise.all([server, ...others].map((one) => one.close())).then(() => process.exit(0));
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
