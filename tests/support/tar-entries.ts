const BLOCK = 512;
const FOLDER = '5';

/** One entry of a tar: a block that names it and its size in octal, then its bytes in whole blocks. */
export interface TarEntry {
  /** Without what stands before the first folder; empty in the blocks that end a tar. */
  name: string;
  folder: boolean;
  bytes: Buffer;
  /** The entry as it stands there. */
  whole: Buffer;
}

export function* tarEntries(tar: Buffer): Generator<TarEntry> {
  for (let at = 0; at < tar.length;) {
    const field = tar.toString('latin1', at, at + 100).replace(/\0.*$/s, '');
    const size = field === '' ? 0 : Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8) || 0;
    const end = at + BLOCK * (1 + Math.ceil(size / BLOCK));
    yield {
      name: field.replace(/^\.?\/|\/$/g, ''),
      folder: tar.toString('latin1', at + 156, at + 157) === FOLDER,
      bytes: tar.subarray(at + BLOCK, at + BLOCK + size),
      whole: tar.subarray(at, end),
    };
    at = end;
  }
}
