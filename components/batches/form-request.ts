import type { BatchFormRequest } from './types';

const under = (fields: Record<string, unknown>, prefix: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter((entry): entry is [string, string] => entry[0].startsWith(prefix) && typeof entry[1] === 'string')
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );

/** What the form's fields ask for; the page and the server's action read them the same way. */
export function requestOfForm(fields: Record<string, unknown>): BatchFormRequest {
  const text = (name: string, otherwise = '') => {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? value : otherwise;
  };
  const name = text('name').trim();
  return {
    toolId: text('toolId'),
    text: text('text'),
    shared: under(fields, 'shared.'),
    options: under(fields, 'options.'),
    provider: text('provider', 'auto'),
    model: text('model', 'auto'),
    delayed: text('delayed') === 'on',
    ...(name ? { name } : {}),
  };
}
