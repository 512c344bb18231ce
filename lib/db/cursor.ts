import { invalidField } from '@/lib/errors';
import { isUuid } from '@/lib/ids';

/** Where a page of a list ended that is ordered by time and id: those of its last row. */
export interface Cursor {
  createdAt: Date;
  id: string;
}

/** `lead`: the number that a list is ordered by before time and id. */
export function encodeCursor({ createdAt, id }: Cursor, lead?: number): string {
  const place = `${createdAt.getTime()}.${id}`;
  return Buffer.from(lead === undefined ? place : `${lead}.${place}`).toString('base64url');
}

/** @throws AppError invalid_input for what this server has not given out */
export function decodeCursor(cursor: string): Cursor {
  return readPlace(Buffer.from(cursor, 'base64url').toString('utf8').split('.'));
}

/** The same behind a leading number, which has to be of this form. @throws AppError invalid_input */
export function decodeLedCursor(cursor: string, form: RegExp): Cursor & { lead: number } {
  const [lead = '', ...place] = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  if (!form.test(lead)) throw strange();
  return { ...readPlace(place), lead: Number(lead) };
}

const strange = () => invalidField('cursor', 'is not a cursor of this list');

function readPlace([time = '', id = '']: string[]): Cursor {
  const createdAt = new Date(/^\d{1,13}$/.test(time) ? Number(time) : Number.NaN);
  if (Number.isNaN(createdAt.getTime()) || !isUuid(id)) throw strange();
  return { createdAt, id };
}
