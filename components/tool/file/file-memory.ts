import { browserStorage } from '../draft';
import type { KnownFile } from './upload-client';

const KEY = 'megicai:files';
/** More than anybody's drafts name. */
const MOST = 40;

function all(): KnownFile[] {
  try {
    const files: unknown = JSON.parse(browserStorage('localStorage')?.getItem(KEY) ?? '[]');
    return Array.isArray(files) ? (files as KnownFile[]).filter((file) => typeof file?.id === 'string') : [];
  } catch {
    return [];
  }
}

/** Name and size of what was uploaded from this browser, so that a draft's id is more than a number. */
export function recallFile(id: string): KnownFile | null {
  return all().find((file) => file.id === id) ?? null;
}

export function rememberFile(file: KnownFile): void {
  try {
    const files = [file, ...all().filter(({ id }) => id !== file.id)].slice(0, MOST);
    browserStorage('localStorage')?.setItem(KEY, JSON.stringify(files));
  } catch {
    // Without storage the server is asked what the id stands for.
  }
}
