import { EmscriptenBuiltinFilesystem } from '@electric-sql/pglite/basefs';
import { PGlite } from '@electric-sql/pglite';
import { tarEntries } from './tar-entries';

interface ImageEntry {
  folder: string;
  name: string;
  isFolder: boolean;
  size: number;
  /** Up to the last byte that is not zero: the log is 16 MB of almost nothing. */
  bytes: Uint8Array;
}

/** The files of a data directory, folders before what is in them. */
export type Image = readonly ImageEntry[];

function withoutZeros(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

export function imageOf(tar: Buffer): Image {
  return [...tarEntries(tar)]
    .filter(({ name }) => name !== '')
    .map(({ name, folder: isFolder, bytes }) => {
      const cut = name.lastIndexOf('/');
      const place = { folder: name.slice(0, Math.max(cut, 0)), name: name.slice(cut + 1) };
      return { ...place, isFolder, size: bytes.length, bytes: withoutZeros(bytes) };
    });
}

const FOLDER_MODE = 0o40_777;
const FILE_MODE = 0o100_666;

/** What we need of the files in memory; the library declares less. */
interface MemoryNode {
  node_ops: { mknod(parent: MemoryNode, name: string, mode: number, device: number): MemoryNode };
  stream_ops: {
    write(stream: object, bytes: Uint8Array, from: number, size: number, at: number, canOwn: boolean): number;
  };
}

interface MemoryFolders {
  mkdirTree(folder: string): void;
  lookupPath(path: string): { node: MemoryNode };
  quit(): void;
}

class InMemory extends EmscriptenBuiltinFilesystem {
  protected get all(): MemoryFolders {
    return this.pg!.Module.FS as MemoryFolders;
  }

  override async closeFs(): Promise<void> {
    this.all.quit();
  }
}

/**
 * Files in memory that have a database in them before it starts. PGlite can read a tar itself, but goes down from the
 * root several times for each of its hundreds of files: that took longer than all the rest of an opening.
 */
export class FilesFromImage extends InMemory {
  constructor(private readonly image: Image) {
    super();
  }

  override async initialSyncFs(): Promise<void> {
    this.all.mkdirTree(PGlite.paths.PGDATA);
    const folders = new Map([['', this.all.lookupPath(PGlite.paths.PGDATA).node]]);
    for (const { folder, name, isFolder, size, bytes } of this.image) {
      const parent = folders.get(folder)!;
      const node = parent.node_ops.mknod(parent, name, isFolder ? FOLDER_MODE : FILE_MODE, 0);
      if (isFolder) folders.set(folder === '' ? name : `${folder}/${name}`, node);
      if (size === 0) continue;
      const own = new Uint8Array(size);
      own.set(bytes);
      node.stream_ops.write({ node }, own, 0, size, 0, true);
    }
  }
}

/** Files in memory that are still there to be copied when their database has ended. */
export class FilesAtTheEnd extends InMemory {
  private end: Promise<File | Blob> | undefined;

  override async closeFs(): Promise<void> {
    this.end = this.dumpTar('end', 'none');
    await this.end;
    await super.closeFs();
  }

  async tar(): Promise<Buffer> {
    const end = await this.end;
    if (!end) throw new Error('the database has not ended yet');
    return Buffer.from(await end.arrayBuffer());
  }
}
