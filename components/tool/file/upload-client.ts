import type { Problem } from '../problem';

/** A file of the user's, as far as this page knows it; POST /api/files answers with the same. */
export interface KnownFile {
  id: string;
  url: string;
  /** Empty where only the id is known. */
  name: string;
  mediaType: string;
  kind: 'image' | 'audio' | 'video' | 'document';
  bytes: number;
  /** Of sound or film. */
  seconds?: number;
  /** Of a document: what could be read. */
  characters?: number;
  /** It goes on behind what could be read. */
  cut?: true;
  width?: number;
  height?: number;
}

export type Sent = { ok: true; file: KnownFile } | { ok: false; problem: Problem };

/** The way of a file to the server. Components get it as a prop. */
export interface UploadClient {
  /** `onShare` hears how much has gone, from 0 to 1. Rejects only when `signal` aborts. */
  send(file: File, options: { signal: AbortSignal; onShare(share: number): void }): Promise<Sent>;
  /** What an id stands for; "gone" for one that is deleted or foreign, null where nobody could be asked. */
  find(id: string, signal: AbortSignal): Promise<KnownFile | 'gone' | null>;
}
