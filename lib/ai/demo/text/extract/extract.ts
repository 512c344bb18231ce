import type { Steps } from '../../run-steps';
import { sentencesOf } from '../sentences';
import { findValue, placesOf, type Taken } from './find-value';
import { recordsOfLabels } from './labelled';
import { recordsOfTable, type Found } from './tables';
import { wantedRecords, type JsonSchema, type Wanted } from './wanted';

const MOST_RECORDS = 500;
/** Beyond this a text that is no list is not looked through as a whole. */
const MOST_TEXT = 8_000;
/** A piece of text this much of whose fields are found is a record of its own. */
const LEAST_SHARE = 0.4;

/** Fields whose values are known by their form come first: what is left over may then be a name. */
const ORDER: readonly Wanted['kind'][] = [
  'email',
  'url',
  'date',
  'phone',
  'percent',
  'area',
  'age',
  'money',
  'code',
  'number',
  'company',
  'place',
  'person',
  'choice',
  'boolean',
  'title',
  'text',
];

function* look(text: string, fields: readonly Wanted[], isEntry = false): Steps<Found> {
  const taken: Taken = [];
  const found: Found = new Map();
  const ordered = fields.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  for (const field of ordered) {
    const value = findValue(text, field, taken, isEntry);
    if (value !== undefined) found.set(field.name, value);
    yield;
  }
  return found;
}

/** Lines, or the sentences of running text. */
function* piecesOf(text: string): Steps<{ pieces: string[]; isList: boolean }> {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const isList = lines.length > 1 && lines.filter((line) => line.length < 160).length > lines.length * 0.7;
  return { pieces: isList ? lines : yield* sentencesOf(text), isList };
}

/** "Ada (ada@…), Grace (grace@…)": where one address follows the other, each ends a record. */
function* recordsBeside(text: string, fields: readonly Wanted[], least: number): Steps<Found[]> {
  const anchor = fields.find(({ kind }) => ['email', 'url', 'phone'].includes(kind));
  const places = anchor ? placesOf(text, anchor.kind).slice(0, MOST_RECORDS) : [];
  const records: Found[] = [];
  for (const [index, { to }] of places.entries())
    records.push(yield* look(text.slice(places[index - 1]?.to ?? 0, to), fields));
  return records.filter((found) => found.size >= least);
}

function* recordsOfPieces(text: string, fields: readonly Wanted[]): Steps<Found[]> {
  const least = Math.max(1, Math.ceil(fields.length * LEAST_SHARE));
  const { pieces, isList } = yield* piecesOf(text);
  const records: Found[] = [];
  for (const piece of pieces.slice(0, MOST_RECORDS * 4)) {
    const found = yield* look(piece.slice(0, 4_000), fields, isList);
    if (found.size >= least) records.push(found);
  }
  // Pieces that complete each other speak of one thing.
  const isOne = fields.every(({ name }) => records.filter((found) => found.has(name)).length < 2);
  if (records.length > 1 && !isOne) return records;
  const beside = yield* recordsBeside(text.slice(0, MOST_TEXT), fields, least);
  if (beside.length > 1) return beside;
  const whole = yield* look(text.slice(0, MOST_TEXT), fields);
  return whole.size > 0 ? [whole] : [];
}

/** What a field is where nothing was found; undefined where a record without it cannot be. */
function nothing(field: Wanted): unknown {
  if (field.isNullable) return null;
  if (field.type === 'string' && !field.choices && !field.isDay && (field.least ?? 0) === 0) return '';
  if (field.type === 'array' && (field.least ?? 0) === 0) return [];
  if (field.type === 'object') return recordOf(new Map(), field.fields ?? []);
  return undefined;
}

/** A record with every field in the schema's order; undefined where one that may not be missing is. */
function recordOf(found: Found, fields: readonly Wanted[]): Record<string, unknown> | undefined {
  const entries: [string, unknown][] = [];
  for (const field of fields) {
    const value = found.get(field.name) ?? nothing(field);
    if (value === undefined) return undefined;
    entries.push([field.name, value]);
  }
  return Object.fromEntries(entries);
}

function* findRecords(text: string, fields: readonly Wanted[]): Steps<Found[]> {
  const table = yield* recordsOfTable(text, fields);
  if (table) return table;
  const labelled = yield* recordsOfLabels(text, fields);
  const least = labelled.isForm ? 1 : Math.min(2, fields.length);
  if (labelled.found < least) return yield* recordsOfPieces(text, fields);
  const [only] = labelled.records;
  if (labelled.records.length === 1 && only) {
    // What no label names may still stand in the text, known by its form.
    const missing = fields.filter(
      (field) => !only.has(field.name) && ['email', 'url', 'phone', 'date'].includes(field.kind),
    );
    for (const [name, value] of yield* look(text.slice(0, MOST_TEXT), missing)) only.set(name, value);
  }
  return labelled.records;
}

/** One record inside of a record is looked for by its labels and forms, too. */
function* withInner(text: string, found: Found, fields: readonly Wanted[]): Steps<Found> {
  for (const field of fields) {
    if (field.type !== 'object' || !field.fields || found.has(field.name)) continue;
    const [inner] = yield* findRecords(text, field.fields);
    const record = inner && recordOf(inner, field.fields);
    if (record) found.set(field.name, record);
  }
  return found;
}

/** Values found in a text as JSON that fits the schema; what is not there is null, or no record at all. Invents nothing. */
export function* extract(text: string, schema: JsonSchema): Steps<string> {
  const { fields, under, isSingle } = wantedRecords(schema);
  const clean = text.normalize('NFC').replace(/\r\n?/g, '\n');
  const found = yield* findRecords(clean, fields);
  const hasInner = fields.some(({ type }) => type === 'object');
  const [only] = found;
  if (hasInner && found.length === 1 && only) found[0] = yield* withInner(clean, only, fields);
  const records = found
    .slice(0, MOST_RECORDS)
    .map((each) => recordOf(each, fields))
    .filter((record) => record !== undefined);
  if (isSingle) return JSON.stringify(records[0] ?? recordOf(new Map(), fields) ?? {}, null, 2);
  return JSON.stringify(under === null ? records : { [under]: records }, null, 2);
}
