import { CallFailure } from '../chain/failure';

/** A single answer; no line may take more of our memory. */
const MAX_LINE_CHARACTERS = 10_000_000;

/**
 * The lines of a body, as they come: never more than one piece and one line are held.
 * @throws CallFailure `too_large` for a line without end.
 */
export async function* readLines(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string, void, void> {
  if (!body) return;
  const decoder = new TextDecoder();
  let rest: string[] = [];
  let held = 0;
  for await (const piece of body) {
    const text = decoder.decode(piece, { stream: true });
    let from = 0;
    for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      rest.push(text.slice(from, to));
      const line = rest.join('').trim();
      rest = [];
      held = 0;
      from = to + 1;
      if (line !== '') yield line;
    }
    rest.push(text.slice(from));
    held += text.length - from;
    if (held > MAX_LINE_CHARACTERS) throw new CallFailure({ outcome: 'too_large' });
  }
  const last = (rest.join('') + decoder.decode()).trim();
  if (last !== '') yield last;
}
