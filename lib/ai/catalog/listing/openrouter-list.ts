import { z } from 'zod';
import type { ModelCapability, ModelTask } from '../../types';
import { costPerMillion, present, readEach, tokens, type ListingReader } from './listing-reader';
import { openRouterFilmsList } from './openrouter-films-list';

const words = z.array(z.string()).catch([]);
const usd = z.union([z.string(), z.number()]).nullish().catch(undefined);

const entry = z.object({
  id: z.string(),
  name: z.string().nullish(),
  context_length: tokens,
  architecture: z
    .object({ input_modalities: words.default([]), output_modalities: words.default([]) })
    .nullish()
    .catch(undefined),
  pricing: z.object({ prompt: usd, completion: usd }).nullish().catch(undefined),
  top_provider: z.object({ max_completion_tokens: tokens }).nullish().catch(undefined),
  supported_parameters: words.default([]),
});
type Entry = z.output<typeof entry>;

const LONG_CONTEXT = 128_000;

function tasksOf(made: readonly string[]): ModelTask[] | undefined {
  if (made.length === 0) return undefined;
  const tasks: ModelTask[] = [];
  if (made.includes('image')) tasks.push('image');
  else if (made.includes('text')) tasks.push('text');
  if (made.includes('video')) tasks.push('video');
  return tasks;
}

function capabilitiesOf(
  { architecture, context_length: context, supported_parameters: takes }: Entry,
  tasks: readonly ModelTask[] | undefined,
) {
  const sees = architecture?.input_modalities.includes('image') ?? false;
  const paints = tasks?.includes('image') ?? false;
  const all: [ModelCapability, boolean][] = [
    ['reasoning', takes.includes('reasoning')],
    ['vision', sees && !paints],
    // What looks at pictures and makes some changes them.
    ['edit', sees && paints],
    ['json', takes.includes('structured_outputs')],
    ['long-context', (context ?? 0) >= LONG_CONTEXT],
  ];
  return all.filter(([, has]) => has).map(([name]) => name);
}

/** Prices are strings in US dollars for one token; pictures are paid in ways of their own, which stay as we know them. */
function costOf({ pricing }: Entry, tasks: readonly ModelTask[] | undefined) {
  if (tasks && !tasks.includes('text')) return undefined;
  const inputPerMillionTokens = costPerMillion(pricing?.prompt, 1);
  const outputPerMillionTokens = costPerMillion(pricing?.completion, 1);
  if (inputPerMillionTokens === undefined || outputPerMillionTokens === undefined) return undefined;
  return { inputPerMillionTokens, outputPerMillionTokens };
}

/** OpenRouter says names, modalities, context and prices. */
export const openRouterList: ListingReader = {
  path: '/models?output_modalities=text,image',
  also: openRouterFilmsList,
  read: (body) =>
    readEach(body, entry, (one) => {
      const tasks = tasksOf(one.architecture?.output_modalities ?? []);
      return {
        name: one.id,
        ...present({
          label: one.name?.trim().slice(0, 100) || undefined,
          tasks,
          capabilities: capabilitiesOf(one, tasks),
          contextTokens: one.context_length,
          maxOutputTokens: one.top_provider?.max_completion_tokens,
          cost: costOf(one, tasks),
        }),
      };
    }),
};
