import { setTimeout as sleep } from 'node:timers/promises';
import type { Adapter } from '../adapters/adapter';
import { CallFailure } from '../chain/failure';
import { chunksOf } from './chunks';
import { makeImages } from './make-images';
import { composeText } from './text/compose-text';

/** About 22 chunks a second. */
const PACE_MS = 45;
/** Longer texts come in larger chunks, so that reading can start and end soon. */
const MAX_CHUNKS = 80;

/** The demo engine: computes on the user's own words, without any model. The same input gives the same output. */
export function createDemoAdapter({ paceMs = PACE_MS }: { paceMs?: number | undefined } = {}): Adapter {
  return {
    async call({ model, request, signal, onAnswered, onText, onFile }) {
      signal.throwIfAborted();
      onAnswered();
      const isEconomy = model.name.includes('economy');
      if (request.kind === 'image') {
        if (model.kind !== 'image') throw new CallFailure({ outcome: 'bad_response' });
        await makeImages({ request, isEconomy, signal, onFile });
        return {};
      }
      if (request.kind !== 'text') throw new CallFailure({ outcome: 'bad_response' });
      const { task, text, options } = request.demo;
      const maxCharacters = request.maxOutputTokens * 4;
      const { turns, json } = request;
      const output = composeText({ task, text, options, turns, schema: json?.schema, isEconomy, maxCharacters });
      for (const delta of chunksOf(output, MAX_CHUNKS)) {
        if (paceMs > 0) await sleep(paceMs, undefined, { signal });
        signal.throwIfAborted();
        onText(delta);
      }
      return { inputTokens: Math.ceil(text.length / 4), outputTokens: Math.ceil(output.length / 4) };
    },
  };
}
