/** Says whether a value is what a provider's reference allows. */
export type Check = (value: unknown) => boolean;

/** The members of a request as a provider documents them. */
export interface Fields {
  required: Record<string, Check>;
  optional: Record<string, Check>;
}

export const text: Check = (value) => typeof value === 'string' && value !== '';
export const flag: Check = (value) => typeof value === 'boolean';
export const whole: Check = (value) => Number.isInteger(value);
export const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
export const within =
  (from: number, to: number): Check =>
  (value) =>
    typeof value === 'number' && value >= from && value <= to;
export const oneOf =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value);
export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every(check);
export const shaped =
  (fields: Fields): Check =>
  (value) =>
    faultIn(value, fields) === undefined;

/** The first member that is missing, unknown or not as documented. */
export function faultIn(body: unknown, { required, optional }: Fields): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'body';
  const members = new Map(Object.entries(body));
  for (const [name, check] of Object.entries(required)) if (!check(members.get(name))) return name;
  for (const [name, value] of members) {
    if (name in required) continue;
    const check = optional[name];
    if (!check?.(value)) return name;
  }
  return undefined;
}
