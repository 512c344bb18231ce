import { AppError } from '@/lib/errors';

/** More than any network sends. */
const MOST_CHARACTERS = 8_192;

/** A callback that nobody who can sign would send. */
export function malformed(detail: string): AppError {
  return new AppError('malformed_json', detail);
}

/** Signed by nobody we know. What exactly is wrong stays ours. */
export function forged(): AppError {
  return new AppError('forbidden', 'The signature is not right.');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed('A percent-code of the query stands for no character.');
  }
}

/**
 * The parameters of a raw query. Cut first, decoded then: a coded ampersand stays inside its value. A plus is a plus.
 * @throws AppError malformed_json (400) for a query too long, a name that stands twice, or codes that mean nothing
 */
export function readParameters(query: string): Map<string, string> {
  if (query.length > MOST_CHARACTERS) throw malformed(`The query may have at most ${MOST_CHARACTERS} characters.`);
  const parameters = new Map<string, string>();
  for (const pair of query.split('&')) {
    const cut = pair.indexOf('=');
    const name = decoded(cut < 0 ? pair : pair.slice(0, cut));
    if (parameters.has(name)) throw malformed('A parameter stands twice in the query.');
    parameters.set(name, cut < 0 ? '' : decoded(pair.slice(cut + 1)));
  }
  return parameters;
}

/**
 * Cuts a raw query where its signature begins: what is signed is everything before, byte by byte.
 * @returns the signed part, and the values of `names`, which must be the last parameters in that order
 * @throws AppError malformed_json
 */
export function cutSigned(query: string, names: readonly string[]): { signed: string; values: string[] } {
  const pairs = query.split('&');
  const last = pairs.slice(-names.length);
  const inOrder = pairs.length > names.length && names.every((name, index) => last[index]?.startsWith(`${name}=`));
  if (!inOrder) throw malformed(`The last parameters must be ${names.join(' and ')}.`);
  return {
    signed: pairs.slice(0, -names.length).join('&'),
    values: names.map((name, index) => last[index]!.slice(name.length + 1)),
  };
}
