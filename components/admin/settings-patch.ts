import { readPriceLines } from './price-lines';
import { formValues, SETTING_BOXES, SETTING_GROUPS, settingAt } from './settings-fields';
import { readSpendLines } from './spend-lines';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type Patch = { [name: string]: Json };

export interface PatchResult {
  patch: Patch;
  /** By dotted path: what cannot be read as what it should be. */
  errors: Record<string, { kind: 'number' } | { kind: 'override' | 'spend'; line: number }>;
}

function put(tree: Patch, path: string, value: Json): void {
  const names = path.split('.');
  const last = names.pop() ?? path;
  let node = tree;
  for (const name of names) {
    node[name] ??= {};
    node = node[name] as Patch;
  }
  node[last] = value;
}

/**
 * What was changed in the form, as a merge patch. Members left alone stay out of it, so that defaults go on applying.
 * @param form the form's strings by dotted path
 */
export function settingsPatch(form: Record<string, string>, settings: { [name: string]: unknown }): PatchResult {
  const before = formValues(settings);
  // Browsers send line ends as two characters.
  const sent = Object.fromEntries(Object.entries(form).map(([path, text]) => [path, text.replaceAll('\r\n', '\n')]));
  const result: PatchResult = { patch: {}, errors: {} };
  const changed = (path: string) => sent[path] !== undefined && sent[path].trim() !== before[path];
  for (const { path, optional } of SETTING_GROUPS.flatMap((group) => group.fields)) {
    if (!changed(path)) continue;
    const text = (sent[path] ?? '').trim();
    const value = text === '' ? null : optional && text === 'never' ? text : Number(text);
    const wrong = value === null ? !optional : typeof value === 'number' && !Number.isFinite(value);
    if (wrong) result.errors[path] = { kind: 'number' };
    else put(result.patch, path, value);
  }
  if (changed('routing.order'))
    put(result.patch, 'routing.order', (sent['routing.order'] ?? '').split(/[\s,]+/).filter(Boolean));
  for (const box of SETTING_BOXES) if (changed(box)) put(result.patch, box, sent[box] === 'true');
  for (const choice of ['prices.mode', 'routing.policy'])
    if (changed(choice)) put(result.patch, choice, sent[choice] ?? '');
  if (changed('routing.race.leastMs')) {
    const leastMs = Number(sent['routing.race.leastMs'] || Number.NaN);
    if (Number.isFinite(leastMs)) put(result.patch, 'routing.race.leastMs', leastMs);
    else result.errors['routing.race.leastMs'] = { kind: 'number' };
  }
  if (changed('routing.dailySpendUsd')) {
    const caps = (settingAt(settings, 'routing.dailySpendUsd') ?? {}) as { [name: string]: unknown };
    const read = readSpendLines(sent['routing.dailySpendUsd'] ?? '', caps);
    if (read.ok) put(result.patch, 'routing.dailySpendUsd', read.patch);
    else result.errors['routing.dailySpendUsd'] = { kind: 'spend', line: read.line };
  }
  if (changed('prices.overrides')) {
    const overrides = (settingAt(settings, 'prices.overrides') ?? {}) as { [name: string]: unknown };
    const read = readPriceLines(sent['prices.overrides'] ?? '', overrides);
    if (read.ok) put(result.patch, 'prices.overrides', read.patch as Patch);
    else result.errors['prices.overrides'] = { kind: 'override', line: read.line };
  }
  return result;
}
