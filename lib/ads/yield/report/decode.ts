/** The text of a report's bytes: some networks export UTF-16, which begins with a mark. What is no text becomes signs that no cell holds. */
export function decodeReport(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
