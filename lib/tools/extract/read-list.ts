import { MOST_FIELDS, MOST_NAME_CHARACTERS, shortName, type RecordShape, type Shape, type ShapeFault } from './shape';

/** Words people use for what a field holds. */
const TYPES: Readonly<Record<string, Shape>> = {
  text: { type: 'string', isNullable: true },
  string: { type: 'string', isNullable: true },
  number: { type: 'number', isNullable: true },
  amount: { type: 'number', isNullable: true },
  integer: { type: 'integer', isNullable: true },
  whole: { type: 'integer', isNullable: true },
  date: { type: 'string', format: 'date', isNullable: true },
  boolean: { type: 'boolean', isNullable: true },
  yesno: { type: 'boolean', isNullable: true },
  'yes/no': { type: 'boolean', isNullable: true },
  list: { type: 'array', items: { type: 'string', isNullable: false }, isNullable: true },
};

const KNOWN = 'text, number, integer, date, boolean, list, or choices such as open|closed';

function typeOf(word: string): Shape | undefined {
  const known = Object.hasOwn(TYPES, word.toLowerCase()) ? TYPES[word.toLowerCase()] : undefined;
  if (known || !word.includes('|')) return known;
  const choices = word
    .split('|')
    .map((choice) => choice.trim())
    .filter(Boolean);
  return choices.length > 1 ? { type: 'string', choices, isNullable: true } : undefined;
}

/** "name, price:number, due:date, state:open|closed": names with what they hold, text where nothing is said. */
export function readList(list: string): RecordShape | ShapeFault {
  const parts = list
    .split(/[,;\n]/u)
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length === 0) return { fault: 'name at least one field' };
  if (parts.length > MOST_FIELDS) return { fault: `name at most ${MOST_FIELDS} fields` };
  const fields = new Map<string, Shape>();
  for (const part of parts) {
    const colon = part.indexOf(':');
    const name = (colon < 0 ? part : part.slice(0, colon)).trim().normalize('NFC');
    const word = colon < 0 ? 'text' : part.slice(colon + 1).trim();
    if (name === '') return { fault: `a name is missing before ${shortName(part)}` };
    if (name.length > MOST_NAME_CHARACTERS)
      return { fault: `${shortName(name)} is longer than ${MOST_NAME_CHARACTERS} characters` };
    if (/[{}[\]"\\<>\p{Cc}]/u.test(name)) return { fault: `${shortName(name)} is no name of a field` };
    if (fields.has(name)) return { fault: `${shortName(name)} is named twice` };
    const shape = typeOf(word);
    if (!shape) return { fault: `${shortName(name)} cannot be ${shortName(word)}; use ${KNOWN}` };
    fields.set(name, shape);
  }
  return { type: 'object', isNullable: false, fields: Object.fromEntries(fields) };
}
