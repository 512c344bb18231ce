import { z } from 'zod';
import type { ModelCapability, ModelTask } from '../../types';
import type { ListedModel } from '../entry';
import { present, readEach, tokens, type ListingReader } from './listing-reader';

const flag = z.boolean().default(false).catch(false);

const entry = z.object({
  id: z.string(),
  capabilities: z.object({
    completion_chat: flag,
    vision: flag,
    reasoning: flag,
    audio_transcription: flag,
    audio_speech: flag,
  }),
  max_context_length: tokens,
  aliases: z.array(z.string()).max(100).catch([]).default([]),
});
type Entry = z.output<typeof entry>;

function toModel({ id, capabilities: can, max_context_length: contextTokens }: Entry): ListedModel {
  const tasks: ModelTask[] = [];
  if (can.completion_chat) tasks.push('text');
  if (can.audio_transcription) tasks.push('transcription');
  if (can.audio_speech) tasks.push('speech');
  const capabilities: ModelCapability[] = [];
  if (can.vision) capabilities.push('vision');
  if (can.reasoning) capabilities.push('reasoning');
  return { name: id, tasks, capabilities, ...present({ contextTokens }) };
}

/** Mistral says what a model can do and how much it takes; one model may be called by several names. */
export const mistralList: ListingReader = {
  path: '/models',
  read: (body) => {
    const byAlias: ListedModel[] = [];
    const models = readEach(body, entry, (one) => {
      const model = toModel(one);
      byAlias.push(...one.aliases.map((name) => ({ ...model, name })));
      return model;
    });
    const own = new Set(models.map(({ name }) => name));
    const aliases = new Map(byAlias.filter(({ name }) => !own.has(name)).map((model) => [model.name, model]));
    return [...models, ...aliases.values()];
  },
};
