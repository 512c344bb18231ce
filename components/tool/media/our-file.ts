import type { RunFile } from '../types';

/** A file of a run: complete at its end, only its address while it arrives. */
export type ShownFile = Pick<RunFile, 'url' | 'mediaType'> & Partial<RunFile>;

/** Only our own stored files are shown: what a model says can make no other request. */
export const isOurs = ({ url }: Pick<RunFile, 'url'>): boolean => /^\/api\/files\/[\w-]+$/.test(url);

export const isOf = (kind: 'image' | 'audio' | 'video', { mediaType }: ShownFile): boolean =>
  mediaType.startsWith(`${kind}/`);

/** What /tool/image-edit and other tools know the file by. */
export const fileIdOf = ({ url }: Pick<RunFile, 'url'>): string => url.slice(url.lastIndexOf('/') + 1);

const ENDINGS: Record<string, string> = {
  jpeg: 'jpg',
  'svg+xml': 'svg',
  mpeg: 'mp3',
  'x-wav': 'wav',
  wave: 'wav',
  ogg: 'ogg',
  mp4: 'mp4',
};

/** A name one finds again, with the ending its type has. `number` counts from 1 where there are several. */
export function downloadName(toolId: string, file: ShownFile, number?: number): string {
  const type = file.mediaType.split(';')[0]?.split('/')[1] ?? '';
  const ending = ENDINGS[type] ?? (/^[a-z0-9]+$/.test(type) ? type : 'bin');
  return `${toolId}-${fileIdOf(file).slice(0, 8)}${number === undefined ? '' : `-${number}`}.${ending}`;
}
