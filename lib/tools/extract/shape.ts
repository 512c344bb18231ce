/** What a record's field may hold: the part of JSON Schema that we can promise to check. */
export type Shape =
  | {
      type: 'string';
      isNullable: boolean;
      description?: string;
      /** Days are checked as YYYY-MM-DD. */
      format?: 'date';
      choices?: readonly string[];
      least?: number;
      most?: number;
    }
  | { type: 'number' | 'integer'; isNullable: boolean; description?: string; least?: number; most?: number }
  | { type: 'boolean'; isNullable: boolean; description?: string }
  | { type: 'array'; isNullable: boolean; description?: string; items: Shape; least?: number; most?: number }
  | RecordShape;

/** A record, or a record inside of one. Every field is there in an answer; what is not known is null. */
export interface RecordShape {
  type: 'object';
  isNullable: boolean;
  description?: string;
  fields: Readonly<Record<string, Shape>>;
}

/** What was asked for cannot be read; `message` completes "input.fields: …". */
export interface ShapeFault {
  fault: string;
}

/** The most fields of all records together, and how deep they may lie. */
export const MOST_FIELDS = 60;
export const MOST_DEPTH = 4;
/** Names become headings of columns. */
export const MOST_NAME_CHARACTERS = 60;

export function isFault(value: Shape | ShapeFault): value is ShapeFault {
  return 'fault' in value;
}

/** What a fault says of a name: never more of it than a heading may have. */
export function shortName(name: string): string {
  const flat = name.replace(/\s+/gu, ' ');
  return `“${flat.length > 40 ? `${flat.slice(0, 40).toWellFormed()}…` : flat}”`;
}
