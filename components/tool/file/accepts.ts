import type { InputField } from '../types';

type FileKind = NonNullable<InputField['accepts']>[number];

// Named one by one: a phone then hands over JPEG instead of its own picture format.
const TYPES: Record<FileKind, readonly string[]> = {
  image: ['image/png', 'image/jpeg', 'image/webp', 'image/gif'],
  audio: ['audio/*', '.mp3', '.m4a', '.wav', '.ogg', '.opus', '.flac', '.webm'],
  document: ['.pdf', '.docx', '.txt', '.md', '.csv', '.json', '.html', 'text/plain', 'application/pdf'],
};

/** The `accept` of a file input. A proposal to the browser; the server looks at the bytes. */
export function acceptOf({ accepts }: Pick<InputField, 'accepts'>): string | undefined {
  return accepts?.flatMap((kind) => TYPES[kind]).join(',');
}

/** Whether a pasted or dropped file may be meant for this field. Unknown types are left to the server. */
export function mayTake({ accepts }: Pick<InputField, 'accepts'>, type: string): boolean {
  if (accepts === undefined || type === '') return true;
  const general = type.split('/')[0];
  if (general === 'image' || general === 'audio') return accepts.includes(general);
  // A recording may call itself a film without pictures.
  if (general === 'video') return accepts.includes('audio');
  return accepts.includes('document');
}
