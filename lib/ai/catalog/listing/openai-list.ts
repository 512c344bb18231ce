import { z } from 'zod';
import type { ModelTask } from '../../types';
import { present, readEach, tokens, type ListingReader } from './listing-reader';

/** OpenAI's own list says names alone; servers of its kind may add how much a model takes. */
const entry = z.object({ id: z.string(), max_model_len: tokens, context_length: tokens });

/** The list of OpenAI and of all that speak like it. `tasks` where all its models do the same. */
export function openAiList(tasks?: ModelTask[]): ListingReader {
  return {
    path: '/models',
    read: (body) =>
      readEach(body, entry, ({ id, max_model_len: most, context_length: context }) => ({
        name: id,
        ...present({ tasks, contextTokens: most ?? context }),
      })),
  };
}
