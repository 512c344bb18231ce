import type { PGlite } from '@electric-sql/pglite';
import type { Sql, SqlValue } from './db';

type Pglite = typeof import('@electric-sql/pglite');

/** How one PGlite is asked: by statements of their own, or within a transaction that is open already. */
export interface EmbeddedDoor {
  sql: Sql;
  sqlInside: Sql;
}

/** An array's literal: every element in quotes, so that none is taken for a NULL or for two. */
const literalOf = (values: readonly string[]) =>
  `{${values.map((value) => `"${value.toWellFormed().replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;

/**
 * A bound value as PostgreSQL reads it, whatever type it has there. Half a character would have the library count a length
 * that it does not write; as on a server it becomes U+FFFD.
 */
function textOf(value: SqlValue | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? literalOf(value) : String(value).toWellFormed();
}

function joined(messages: Uint8Array[]): Uint8Array {
  const packet = new Uint8Array(messages.reduce((length, message) => length + message.length, 0));
  let end = 0;
  for (const message of messages) {
    packet.set(message, end);
    end += message.length;
  }
  return packet;
}

/**
 * SQL for the embedded database as one packet of the wire protocol a statement, which PGlite's own `query` sends as six with
 * a look around between them. `nameOf` as in statement-name.ts: what has a name is parsed and planned once.
 */
export function openEmbeddedDoor(
  pglite: PGlite,
  { protocol: { serialize }, parse: { parseResults } }: Pick<Pglite, 'protocol' | 'parse'>,
  nameOf: (text: string) => string | undefined,
): EmbeddedDoor {
  const prepared = new Set<string>();

  /** What stands before a call: a name that a failed packet may have left behind is taken back first. */
  const preparation = (name: string | undefined, text: string) => {
    if (name === undefined) return [serialize.parse({ text })];
    return prepared.has(name) ? [] : [serialize.close({ type: 'S', name }), serialize.parse({ name, text })];
  };

  const send = async <Row extends object>(
    text: string,
    values: readonly SqlValue[],
    inside: boolean,
  ): Promise<Row[]> => {
    // The engine is taken down in several steps, and one that is gone reads a packet for ever.
    if (!pglite.ready) throw new Error('the database is closed');
    const name = nameOf(text);
    const packet = joined([
      ...preparation(name, text),
      serialize.bind({ statement: name ?? '', values: values.map(textOf) }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    ]);
    // Whatever failed is prepared anew: its function may have another type by then.
    if (name !== undefined) prepared.delete(name);
    const messages = await pglite.execProtocolStream(packet, { syncToFs: !inside });
    if (name !== undefined) prepared.add(name);
    return (parseResults(messages, pglite.parsers)[0]?.rows ?? []) as Row[];
  };

  // A statement of its own waits for the end of a transaction; both wait for whoever copies the files.
  return {
    sql: (text, values = []) =>
      pglite._runExclusiveTransaction(() => pglite.runExclusive(() => send(text, values, false))),
    sqlInside: (text, values = []) => pglite.runExclusive(() => send(text, values, true)),
  };
}
