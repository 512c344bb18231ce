const WORDS_PER_CHUNK = 3;

/** Cuts a text into at most `maxChunks` pieces at word borders; joined they are the text again. */
export function chunksOf(text: string, maxChunks: number): string[] {
  const words = text.match(/\s*\S{1,24}\s*$|\s*\S{1,24}|\s+/gu) ?? [text];
  const perChunk = Math.max(WORDS_PER_CHUNK, Math.ceil(words.length / maxChunks));
  const chunks: string[] = [];
  for (let start = 0; start < words.length; start += perChunk)
    chunks.push(words.slice(start, start + perChunk).join(''));
  return chunks;
}
