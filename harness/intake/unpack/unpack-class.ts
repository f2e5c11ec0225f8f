/** The archive of a whole class, and paths that lead into it. */
import { mkdir, mkdtemp, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { UserError } from '../../spec/user-error.ts';
import { isArchive } from './archive.ts';
import { unpack } from './unpack.ts';

/** A class of hundreds; each of its submissions is bounded by itself later. */
const ROOM_FOR_A_CLASS = { entries: 200_000, bytes: 4 * 1024 ** 3 };

/**
 * Unpacks `archive` into `folder`, which it makes, and answers with it.
 * @throws {UserError} where not all of it can be unpacked.
 */
export async function unpackClass(archive: string, folder: string): Promise<string> {
  await mkdir(folder);
  const { complaints, damage } = await unpack(archive, folder, { ...ROOM_FOR_A_CLASS });
  if (damage === undefined && complaints.length === 0) return folder;
  throw new UserError('The archive of the submissions cannot be unpacked.', {
    file: archive,
    found: damage ?? complaints.join('; '),
    remedy: 'unpack it yourself, and name the folder',
  });
}

/**
 * Where the files and folders at `paths` can be read: there, or unpacked below `scratch` where a path leads into an
 * archive, as results of a class that came in one have it: `/class.zip/alice`.
 * @throws {UserError} where such an archive cannot be unpacked.
 */
export async function readablePaths(paths: readonly string[], scratch: string): Promise<string[]> {
  const unpacked = new Map<string, string>();
  const readable: string[] = [];
  for (const path of paths) {
    const archive = await archiveAround(path);
    if (archive === undefined) {
      readable.push(path);
      continue;
    }
    const folder =
      unpacked.get(archive) ??
      (await unpackClass(archive, join(await mkdtemp(join(scratch, 'class-')), 'in')));
    unpacked.set(archive, folder);
    readable.push(join(folder, relative(archive, path)));
  }
  return readable;
}

async function archiveAround(path: string): Promise<string | undefined> {
  for (let outer = dirname(path); outer !== dirname(outer); outer = dirname(outer)) {
    const status = await stat(outer).catch(() => undefined);
    if (status !== undefined) return status.isFile() && isArchive(outer) ? outer : undefined;
  }
  return undefined;
}
