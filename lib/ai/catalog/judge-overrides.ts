import type { FieldError } from '@/lib/errors';
import type { ModelTask } from '../types';
import { taskOf, type CatalogEntry, type CatalogOverride, type CatalogOverrides } from './entry';

export interface JudgeInput {
  overrides: CatalogOverrides;
  /** What stands now: a model whose provider is taken out for a day keeps what was said of it. */
  before: CatalogOverrides;
  /** The catalog with `overrides`. */
  entries: readonly CatalogEntry[];
  /** What each provider's adapter can ask for, set up or not. */
  makes: ReadonlyMap<string, readonly ModelTask[]>;
  /** Providers whose models are taken for text only because nobody has said otherwise. */
  assumed: ReadonlySet<string>;
}

type Rate = keyof NonNullable<CatalogOverride['cost']>;

/** What a model is paid by; anything else would count nothing. */
const RATES: Record<ModelTask, readonly Rate[]> = {
  text: ['inputPerMillionTokens', 'outputPerMillionTokens'],
  image: ['perImage', 'perSource'],
  speech: ['perMillionCharacters', 'perSecond'],
  transcription: ['perSecond'],
  video: ['perSecond'],
};

function judgeCost(id: string, { cost }: CatalogOverride, task: ModelTask): FieldError[] {
  const fitting: readonly string[] = RATES[task];
  return Object.keys(cost ?? {})
    .filter((rate) => !fitting.includes(rate))
    .map((rate) => ({ path: `${id}.cost.${rate}`, message: `a model for ${task} is paid by ${fitting.join(' or ')}` }));
}

function judgeOne(id: string, own: CatalogOverride, { entries, makes, assumed }: JudgeInput): FieldError[] {
  const provider = id.slice(0, id.indexOf('/'));
  const tasks = makes.get(provider);
  if (!tasks) return [{ path: id, message: 'names no provider' }];
  const entry = entries.find(({ model }) => model.id === id);
  const isOurs = entry?.origin === 'operator' || assumed.has(provider);
  const says = own.kind !== undefined || own.task !== undefined;
  if (!entry && !own.kind) return [{ path: `${id}.kind`, message: 'is needed for a model the catalog does not have' }];
  if (entry && says && !isOurs)
    return [{ path: `${id}.kind`, message: 'cannot be changed: it is what the model makes' }];
  if (own.kind === 'audio' && !own.task)
    return [{ path: `${id}.task`, message: 'is needed for audio: speech or transcription' }];
  if (own.task && own.kind !== 'audio') return [{ path: `${id}.task`, message: 'is for models of audio alone' }];
  const task = taskOf(entry?.model ?? { kind: own.kind ?? 'text', task: own.task });
  if (!tasks.includes(task))
    return [{ path: `${id}.kind`, message: `this provider can be asked for ${tasks.join(', ')} alone` }];
  return judgeCost(id, own, task);
}

/** What is wrong with an operator's changes that only the catalog can know; paths begin with the model's id. */
export function judgeOverrides(input: JudgeInput): FieldError[] {
  return Object.entries(input.overrides)
    .filter(([id, own]) => JSON.stringify(own) !== JSON.stringify(input.before[id]))
    .flatMap(([id, own]) => judgeOne(id, own, input));
}
