import type { StoredFileKind } from '../types';

/** Everything that is stored, with the end of its file's name. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/opus': 'opus',
  'audio/webm': 'weba',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/flac': 'flac',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'text/csv': 'csv',
  'application/json': 'json',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};

/** Parameters, as in `audio/ogg; codecs=opus`, say nothing here. */
const bare = (mediaType: string) => mediaType.split(';', 1)[0]!.trim().toLowerCase();

/** Without a dot; "bin" for what is not known. */
export function extensionOf(mediaType: string): string {
  if (/^audio\/ogg;.*opus/i.test(mediaType)) return 'opus';
  return EXTENSIONS[bare(mediaType)] ?? 'bin';
}

export function kindOf(mediaType: string): StoredFileKind {
  const [family] = bare(mediaType).split('/', 1);
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document';
}

/** The name of a file that has none of its own. */
export function downloadName(id: string, mediaType: string): string {
  return `megicai-${id.slice(-8)}.${extensionOf(mediaType)}`;
}
