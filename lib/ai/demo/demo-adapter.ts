import { setTimeout as sleep } from 'node:timers/promises';
import type { Adapter, AdapterCall } from '../adapters/adapter';
import { taskOf } from '../catalog/entry';
import { CallFailure } from '../chain/failure';
import type { ModelRequest, Usage } from '../types';
import { chunksOf } from './chunks';
import { makeImages } from './make-images';
import { createStepper } from './run-steps';
import { speak } from './speech/speak';
import { composeText } from './text/compose-text';
import { makeFilm } from './video/make-film';
import { createStudio, type Studio } from './video/studio';

/** About 22 chunks a second. */
const PACE_MS = 45;
/** Longer texts come in larger chunks, so that reading can start and end soon. */
const MAX_CHUNKS = 80;

type TextRequest = Extract<ModelRequest, { kind: 'text' }>;

async function tell(
  request: TextRequest,
  isEconomy: boolean,
  { signal, onText }: AdapterCall,
  paceMs: number,
): Promise<Usage> {
  const { turns, json, demo, maxOutputTokens } = request;
  const steps = composeText({ ...demo, turns, schema: json?.schema, isEconomy, maxCharacters: maxOutputTokens * 4 });
  const output = await createStepper(signal)(steps);
  for (const delta of chunksOf(output, MAX_CHUNKS)) {
    if (paceMs > 0) await sleep(paceMs, undefined, { signal });
    signal.throwIfAborted();
    onText(delta);
  }
  return { inputTokens: Math.ceil(demo.text.length / 4), outputTokens: Math.ceil(output.length / 4) };
}

type FilmRequest = Extract<ModelRequest, { kind: 'video' }>;

async function filmIn(studio: Studio, request: FilmRequest, call: AdapterCall, paceMs: number): Promise<Usage> {
  const { signal, onFile, onProgress } = call;
  const leave = await studio.enter(signal, () => onProgress?.({ state: 'queued' }));
  try {
    onFile(await makeFilm({ ...request, paceMs, signal, onProgress }));
    return {};
  } finally {
    leave();
  }
}

/** The demo engine: computes on the user's own words, without any model. The same input gives the same output. */
export function createDemoAdapter({ paceMs = PACE_MS }: { paceMs?: number | undefined } = {}): Adapter {
  const studio = createStudio();
  return {
    async call(call) {
      const { model, request, signal, onAnswered, onFile } = call;
      signal.throwIfAborted();
      onAnswered();
      if (taskOf(model) !== request.kind) throw new CallFailure({ outcome: 'bad_response' });
      const isEconomy = model.name.includes('economy');
      switch (request.kind) {
        case 'text':
          return tell(request, isEconomy, call, paceMs);
        case 'image':
          await makeImages({ request, isEconomy, signal, onFile });
          return {};
        case 'speech':
          // A WAV whatever was asked for: the file's type says so.
          onFile(await speak({ ...request, signal }));
          return {};
        case 'video':
          return filmIn(studio, request, call, paceMs);
        case 'transcription':
          throw new CallFailure({ outcome: 'bad_response' });
      }
    },
  };
}
