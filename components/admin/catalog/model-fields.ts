import type { ModelView } from '@/lib/admin/types';

type Cost = ModelView['cost'];
type Task = NonNullable<ModelView['task']>;
export type CostRate = keyof Cost;

/** What a model is paid by, by what it does. */
export const RATES: Record<Task, readonly CostRate[]> = {
  text: ['inputPerMillionTokens', 'outputPerMillionTokens'],
  image: ['perImage', 'perSource'],
  speech: ['perMillionCharacters', 'perSecond'],
  transcription: ['perSecond'],
  video: ['perSecond'],
};

export const TASKS: readonly Task[] = ['text', 'image', 'speech', 'transcription', 'video'];

/** A task as the API says it. */
export function kindOf(task: Task): { kind: NonNullable<ModelView['kind']>; task?: 'speech' | 'transcription' } {
  return task === 'speech' || task === 'transcription' ? { kind: 'audio', task } : { kind: task };
}

/** Millionths of a US dollar as people write dollars: never with an exponent. */
export function inDollars(millionths: number): string {
  return (millionths / 1_000_000).toFixed(12).replace(/\.?0+$/, '');
}

/** The same as prices are read: at least two decimals. */
export function asPrice(millionths: number): string {
  const [whole = '0', part = ''] = inDollars(millionths).split('.');
  return `$${whole}.${part.padEnd(2, '0')}`;
}

const inMillionths = (dollars: number) => Number((dollars * 1_000_000).toPrecision(12));

type Editable = Pick<ModelView, 'label' | 'tier' | 'quality' | 'contextTokens' | 'maxOutputTokens' | 'cost'>;

/** What the form of a model shows, as the strings its inputs hold. */
export function modelValues(model: Editable, task: Task): Record<string, string> {
  const number = (value: number | null) => (value === null ? '' : String(value));
  const costs = RATES[task].map((rate): [string, string] => {
    const cost = model.cost[rate];
    return [`cost.${rate}`, cost === undefined ? '' : inDollars(cost)];
  });
  const tokens = { contextTokens: number(model.contextTokens), maxOutputTokens: number(model.maxOutputTokens) };
  return {
    ...{ label: model.label, tier: model.tier, quality: number(model.quality) },
    ...(task === 'text' ? tokens : {}),
    ...Object.fromEntries(costs),
  };
}

type Value = string | number | null;
export type ModelPatch = { [name: string]: Value | { [rate: string]: Value } };

export interface ReadModel {
  patch: ModelPatch;
  /** Fields that hold no number. */
  wrong: string[];
}

const WORDS = new Set(['label', 'tier']);

/**
 * What was changed in the form, as a merge patch: an emptied field goes back to what the catalog says by itself.
 * @param form the form's strings by field; absent ones were emptied
 * @param before what the form showed
 */
export function readModelForm(form: Readonly<Record<string, string>>, before: Record<string, string>): ReadModel {
  const patch: ModelPatch = {};
  const cost: { [rate: string]: Value } = {};
  const wrong: string[] = [];
  for (const [name, was] of Object.entries(before)) {
    const text = (form[name] ?? '').trim();
    if (text === was) continue;
    const isCost = name.startsWith('cost.');
    const number = Number(text.replaceAll(/[\s_,](?=\d{3})/g, ''));
    if (text !== '' && !WORDS.has(name) && !Number.isFinite(number)) wrong.push(name);
    else if (isCost) cost[name.slice('cost.'.length)] = text === '' ? null : inMillionths(number);
    else if (WORDS.has(name)) patch[name] = text || null;
    else patch[name] = text === '' ? null : number;
  }
  return { patch: Object.keys(cost).length > 0 ? { ...patch, cost } : patch, wrong };
}
