/** Text as it is compared: without case, accents and forms of the same letter, white space as one space. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** The words somebody looks for, each one folded and told once. All of them must be there, in any order. */
export function wordsOf(query: string): string[] {
  return [...new Set(fold(query).split(' '))].filter((word) => word !== '');
}
