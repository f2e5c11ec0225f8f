/** What one student handed in, for `grade check` and those like it. */
import { lstat, mkdtemp, realpath, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { gatherAnyhow } from '../intake/gather.ts';
import type { ClassEntry, Part } from '../intake/handed-in.ts';
import { handInsOf, type TaskName } from '../intake/task-folders.ts';
import { withoutEnding } from '../intake/unpack/archive.ts';
import { readablePaths } from '../intake/unpack/unpack-class.ts';
import type { Result } from '../judge/result.ts';
import { UserError } from '../spec/user-error.ts';

/**
 * What lies in a student's folder, by task.
 * @throws {UserError} where there is no such folder.
 */
export async function readSubmission(directory: string, tasks: readonly TaskName[]): Promise<ClassEntry> {
  const root = await checkedFolder(directory);
  return { id: basename(root), path: root, handIns: await handInsOf(root, tasks) };
}

/** The absolute path of a folder. @throws {UserError} where there is none. */
export async function checkedFolder(directory: string): Promise<string> {
  const root = resolve(directory);
  const status = await stat(root).catch(() => undefined);
  if (status?.isDirectory() === true) return root;
  throw new UserError('A folder cannot be read.', {
    file: root,
    found: status === undefined ? 'nothing of this name' : 'a file',
    allowed: 'a folder that may be read',
  });
}

/**
 * What a student handed in, by task, read as `grade batch` reads it: a folder, an archive, a notebook or a program.
 * `scratch`: a folder to unpack into.
 * @throws {UserError} where there is nothing.
 */
export async function openSubmission(
  at: string,
  tasks: readonly TaskName[],
  scratch: string,
): Promise<ClassEntry> {
  const named = resolve(at);
  // A link that a person names is meant; those in what was handed in are not followed.
  const path = await realpath(named).catch(() => named);
  return gathered({ id: basename(named), path }, [{ path }], tasks, scratch);
}

/**
 * What was graded by then, where it still lies.
 * @throws {UserError} where it lies there no more.
 */
export async function openAgain(
  { id, path, files }: Result['submission'],
  tasks: readonly TaskName[],
  scratch: string,
): Promise<ClassEntry> {
  const entry = await gathered({ id, path }, files ?? [{ path }], tasks, scratch);
  return { ...entry, id, files };
}

async function gathered(
  { id, path }: Pick<ClassEntry, 'id' | 'path'>,
  given: readonly Part[],
  tasks: readonly TaskName[],
  scratch: string,
): Promise<ClassEntry> {
  const paths = await readablePaths(
    given.map((part) => part.path),
    scratch,
  );
  const parts = await Promise.all(given.map((part, index) => placed(part, paths[index] ?? part.path)));
  const nobody = { people: [], markedLate: false, remarks: [] };
  const isFile = parts[0]?.name !== undefined;
  const handedIn = { id: isFile ? stemOf(id) : id, path, parts, ...nobody };
  return gatherAnyhow(handedIn, tasks, await mkdtemp(join(scratch, 'handed-in-')));
}

/** A part where it can be read; a file has a name. */
async function placed(part: Part, path: string): Promise<Part> {
  const status = await lstat(path).catch(() => undefined);
  if (status === undefined) {
    throw new UserError('There is nothing to grade.', {
      file: part.path,
      found: 'nothing of this name',
      allowed: 'a folder, an archive, a notebook or a program that may be read',
      remedy: 'see that the path is right; grade replay takes another one with --submission',
    });
  }
  return status.isDirectory() ? { ...part, path } : { path, name: part.name ?? basename(path) };
}

/** `homework.tar.gz` → `homework`; `hw1.ipynb` → `hw1`. */
function stemOf(name: string): string {
  const stem = withoutEnding(name);
  return stem === name ? name.slice(0, name.length - extname(name).length) : stem;
}
