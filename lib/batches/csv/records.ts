export type Extracted = Record<string, unknown>;

const isRecord = (value: unknown): value is Extracted =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The records of an extraction's answer: a list of objects, or one object. None where it is something else. */
export function recordsOf(text: string | null): Extracted[] {
  if (!text) return [];
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return [];
  }
  if (Array.isArray(answer)) return answer.filter(isRecord).map((record) => flat(record));
  return isRecord(answer) ? [flat(answer)] : [];
}

/** Members of members get names with dots; lists stay as they are. */
function flat(record: Extracted, prefix = ''): Extracted {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) =>
      isRecord(value) ? Object.entries(flat(value, `${prefix}${name}.`)) : [[`${prefix}${name}`, value]],
    ),
  );
}

export function recordColumns(records: readonly Extracted[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}
