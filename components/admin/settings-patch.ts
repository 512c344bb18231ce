import { formValues, SETTING_GROUPS } from './settings-fields';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type Patch = { [name: string]: Json };

export interface PatchResult {
  patch: Patch;
  /** By dotted path: what cannot be read as what it should be. */
  errors: Record<string, 'number' | 'override'>;
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

/** "toolId = price" by line, as a merge patch over what was there: lines that went are removed. */
function readOverrides(now: string, before: string): Patch | null {
  const read = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => {
        const at = line.lastIndexOf('=');
        const price = Number(line.slice(at + 1).trim());
        return at > 0 && line.slice(at + 1).trim() !== '' && Number.isFinite(price)
          ? ([line.slice(0, at).trim(), price] as const)
          : null;
      });
  const lines = read(now);
  if (lines.includes(null)) return null;
  const gone = read(before).map((line) => [line?.[0] ?? '', null] as const);
  return Object.fromEntries([...gone, ...lines.filter((line) => line !== null)]);
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
    const value = text === '' ? null : Number(text);
    if (value === null ? !optional : !Number.isFinite(value)) result.errors[path] = 'number';
    else put(result.patch, path, value);
  }
  if (changed('routing.order'))
    put(result.patch, 'routing.order', (sent['routing.order'] ?? '').split(/[\s,]+/).filter(Boolean));
  if (changed('limits.enabled')) put(result.patch, 'limits.enabled', sent['limits.enabled'] === 'true');
  const lines = (sent['prices.overrides'] ?? '').trim();
  if (sent['prices.overrides'] !== undefined && lines !== before['prices.overrides']) {
    const overrides = readOverrides(lines, before['prices.overrides'] ?? '');
    if (overrides) put(result.patch, 'prices.overrides', overrides);
    else result.errors['prices.overrides'] = 'override';
  }
  return result;
}
