import { createHash } from 'node:crypto';

/**
 * A call of one stored function and nothing else, such as `SELECT ledger_settle($1::uuid, $2::bigint) AS answer`; perhaps
 * on a condition that is such a call again.
 */
const CALL = /^\s*SELECT\s+([a-z_]+)\([^()]*\)(?:::[a-z]+)?\s+AS\s+[a-z"]+(?:\s+WHERE\s+[a-z_]+\([^()]*\))?\s*$/;

/** More than there are functions: whatever comes beyond it is parsed each time, and no server fills up with names. */
const MOST = 64;

/** PostgreSQL cuts names off at 63 bytes. */
const MOST_OF_FUNCTION = 40;

/**
 * Names under which connections keep prepared statements: the same text has the same name in every process, another text
 * another one. Only calls of stored functions get one: they have nothing to plan, so a plan made once cannot be a bad
 * one for other values. All other texts, and everything after 64 names, answer undefined.
 */
export function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST) return known;
    const called = CALL.exec(text)?.[1];
    if (called === undefined) return undefined;
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const name = `${called.slice(0, MOST_OF_FUNCTION)}_${hash}`;
    names.set(text, name);
    return name;
  };
}

/** Poolers that give each transaction another connection, and do not follow prepared statements, are declared in the URL. */
export function keepsStatements(url: string): boolean {
  return !/[?&]pgbouncer=true(?:&|$)/.test(url);
}
