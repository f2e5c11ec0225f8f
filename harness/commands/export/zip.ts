/** Files for a zip archive, and the archive. */
import { readdir, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { ZipFile } from 'yazl';

export interface Entry {
  /** In the archive, with `/`. */
  name: string;
  /** The path of a file, or what is in it. */
  from: string | Buffer;
  executable?: boolean;
}

/** The file, or all files below the folder, at `path`, but for those below a folder of the name `without`. */
export async function entriesAt(path: string, name: string, without?: string): Promise<Entry[]> {
  if (!(await stat(path)).isDirectory()) return [{ name, from: path }];
  const names = (await readdir(path)).filter((one) => one !== without).sort();
  const below = names.map((one) => entriesAt(join(path, one), posix.join(name, one), without));
  return (await Promise.all(below)).flat();
}

/** The same entries make the same bytes, whenever it is. */
const WRITTEN = new Date('2000-01-01T00:00:00Z');

export async function zipOf(entries: readonly Entry[]): Promise<Buffer[]> {
  const zip = new ZipFile();
  for (const { name, from, executable } of entries) {
    const options = { mtime: WRITTEN, mode: executable ? 0o100755 : 0o100644 };
    if (typeof from === 'string') zip.addFile(from, name, options);
    else zip.addBuffer(from, name, options);
  }
  // A file that cannot be read is told by the archive, and not by its stream.
  const failed = new Promise<never>((_, reject) => {
    (zip as unknown as NodeJS.EventEmitter).once('error', reject);
  });
  zip.end();
  const chunks = (async () => {
    const read: Buffer[] = [];
    for await (const chunk of zip.outputStream) read.push(chunk as Buffer);
    return read;
  })();
  return Promise.race([chunks, failed]);
}
