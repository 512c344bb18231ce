/** Text as PostgreSQL can keep it: no NUL, and no half of a surrogate pair. Offsets stay, but for the NULs. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
