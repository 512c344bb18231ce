import { stem, wordsOf } from '../words';

export type JsonSchema = Readonly<Record<string, unknown>>;

export type ValueKind =
  | 'email'
  | 'phone'
  | 'url'
  | 'date'
  | 'money'
  | 'percent'
  | 'area'
  | 'age'
  | 'number'
  | 'boolean'
  | 'choice'
  | 'person'
  | 'place'
  | 'company'
  | 'code'
  | 'title'
  | 'list'
  | 'record'
  | 'text';

/** One value that is asked for. */
export interface Wanted {
  name: string;
  /** The stems of its name: "freeFrom" and "free_from" are both free, from. */
  terms: readonly string[];
  kind: ValueKind;
  /** Of JSON, without "null". */
  type: string;
  isNullable: boolean;
  /** A day is to be written as YYYY-MM-DD. */
  isDay: boolean;
  choices?: readonly string[];
  least?: number;
  most?: number;
  /** Of a list or a record inside. */
  items?: JsonSchema;
  fields?: readonly Wanted[];
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Other words for what many fields are called. */
const SAME: readonly [RegExp, string][] = [
  [/\be[- ]?mail(?: address)?\b|\bmail\b/giu, 'email'],
  [/\b(?:tele?phone|tel|mobile|cell|telefon|handy)\b(?: number| no)?/giu, 'phone'],
  [/\b(?:web ?site|homepage|web|link)\b/giu, 'url'],
  [/\bqty\b/giu, 'quantity'],
  [/\bno\.?$|\bnr\.?$/giu, 'number'],
];

/** The stems of a name, as comparable with those of a heading. */
export function termsOfName(given: string): string[] {
  const name = SAME.reduce((text, [pattern, word]) => text.replace(pattern, word), given.replaceAll('_', ' '));
  return wordsOf(name.replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, ' ').replace(/[_./-]+/g, ' ')).map((word) =>
    stem(word.normalize('NFC')),
  );
}

const BY_NAME: readonly [RegExp, ValueKind][] = [
  [/\be-?mail|\bmail\b|courriel|correo/, 'email'],
  [/phone|\btel|mobile|\bcell|\bfax\b|handy|téléphone|teléfono/, 'phone'],
  [/\burl|link|web ?site|homepage|webseite/, 'url'],
  [
    /\bdate|\bday\b|deadline|\bdue\b|birth|born|\bwhen\b|datum|fällig|fecha|\bfrom$|until|\bstart|\bend$|expir|valid/,
    'date',
  ],
  [/percent|discount|interest|\brate\b|prozent|rabatt|vat rate/, 'percent'],
  [
    /price|cost|amount|total|\bsum\b|\brent\b|\bfee|salary|wage|budget|revenue|balance|\btax\b|\bvat\b|\bnet\b|gross|paid|betrag|preis|summe|miete|prix|montant|precio|importe|eur|usd/,
    'money',
  ],
  [/\barea|surface|square|\bm2\b|m²|fläche|wohnfl/, 'area'],
  [/\bage\b|\balter\b|\bedad\b/, 'age'],
  [/\bcity|district|location|place|town|country|region|address|\bstadt|\bort\b|ville|pays|ciudad|venue/, 'place'],
  [/compan|organi[sz]ation|employer|vendor|supplier|\bfirm|firma|entreprise|empresa|seller|issuer/, 'company'],
  [/\bid\b|number$|\bno\b|\bcode\b|\bref|\bsku\b|\biban\b|nummer|invoice$|order$/, 'code'],
  [/product|item|title|article|artikel|subject|task|event|course|model|dish/, 'title'],
  [
    /name|person|contact|customer|client|author|owner|buyer|who|assignee|responsib|kunde|nom\b|nombre|participant|speaker|candidate/,
    'person',
  ],
];

function kindOf(name: string, type: string, isDay: boolean, hasChoices: boolean): ValueKind {
  if (type === 'boolean') return 'boolean';
  if (type === 'array') return 'list';
  if (type === 'object') return 'record';
  if (hasChoices) return 'choice';
  if (isDay) return 'date';
  const words = name
    .replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, ' ')
    .replace(/[_./-]+/g, ' ')
    .toLowerCase();
  const named = BY_NAME.find(([pattern]) => pattern.test(words))?.[1];
  if (type === 'string') return named ?? 'text';
  return named && ['money', 'percent', 'area', 'age'].includes(named) ? named : 'number';
}

const bound = (description: string, word: string) => {
  const found = new RegExp(`at ${word} (-?\\d+(?:\\.\\d+)?)`).exec(description)?.[1];
  return found === undefined ? undefined : Number(found);
};

function wantedOf(name: string, schema: unknown): Wanted {
  const given = isSchema(schema) ? schema : {};
  const types = (Array.isArray(given.type) ? given.type : [given.type]).filter(
    (type): type is string => typeof type === 'string',
  );
  const type = types.find((each) => each !== 'null') ?? 'string';
  const choices = Array.isArray(given.enum)
    ? given.enum.filter((choice): choice is string => typeof choice === 'string')
    : [];
  const description = typeof given.description === 'string' ? given.description : '';
  const isDay = type === 'string' && (given.format === 'date' || description.includes('YYYY-MM-DD'));
  const number = (key: string, word: string) =>
    typeof given[key] === 'number' ? given[key] : bound(description, word);
  const [least, most] = [number('minimum', 'least'), number('maximum', 'most')];
  return {
    name,
    terms: termsOfName(name),
    kind: kindOf(name, type, isDay, choices.length > 0),
    type,
    isNullable: types.includes('null'),
    isDay,
    ...(choices.length > 0 ? { choices } : {}),
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
    ...(isSchema(given.items) ? { items: given.items } : {}),
    ...(isSchema(given.properties) ? { fields: wantedFields(given) } : {}),
  };
}

function wantedFields({ properties }: JsonSchema): Wanted[] {
  return isSchema(properties) ? Object.entries(properties).map(([name, schema]) => wantedOf(name, schema)) : [];
}

export interface WantedRecords {
  fields: Wanted[];
  /** What the list of records is called in the answer; null where the answer is the list itself. */
  under: string | null;
  /** The answer is one record, no list. */
  isSingle: boolean;
}

/** What a schema asks for: a list of records, a list under a name, or one record. */
export function wantedRecords(schema: JsonSchema): WantedRecords {
  if (schema.type === 'array' && isSchema(schema.items))
    return { fields: wantedFields(schema.items), under: null, isSingle: false };
  const { properties } = schema;
  const entries = isSchema(properties) ? Object.entries(properties) : [];
  const [only] = entries;
  const list = only?.[1];
  if (
    entries.length === 1 &&
    isSchema(list) &&
    list.type === 'array' &&
    isSchema(list.items) &&
    isSchema(list.items.properties)
  )
    return { fields: wantedFields(list.items), under: only![0], isSingle: false };
  return { fields: wantedFields(schema), under: null, isSingle: true };
}
