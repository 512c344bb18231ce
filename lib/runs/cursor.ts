import { invalidField } from '@/lib/errors';
import { isUuid } from '@/lib/ids';

/** Where a page of runs ended: the last run's time and id. */
export interface RunCursor {
  createdAt: Date;
  id: string;
}

export function encodeCursor({ createdAt, id }: RunCursor): string {
  return Buffer.from(`${createdAt.getTime()}.${id}`).toString('base64url');
}

/** Throws invalid_input for what this server has not given out. */
export function decodeCursor(cursor: string): RunCursor {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  const createdAt = new Date(/^\d{1,13}$/.test(time) ? Number(time) : Number.NaN);
  if (Number.isNaN(createdAt.getTime()) || !isUuid(id)) throw invalidField('cursor', 'is not a cursor of this list');
  return { createdAt, id };
}
