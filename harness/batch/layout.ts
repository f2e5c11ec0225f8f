/** The one folder of `grade check`. */
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { ClassEntry } from '../intake/handed-in.ts';
import { handInsOf, type TaskName } from '../intake/task-folders.ts';
import { UserError } from '../spec/user-error.ts';

/**
 * What a student handed in, by task.
 * @throws {UserError} where there is no such folder.
 */
export async function readSubmission(directory: string, tasks: readonly TaskName[]): Promise<ClassEntry> {
  const root = resolve(directory);
  const status = await stat(root).catch(() => undefined);
  if (status?.isDirectory() !== true) {
    const found = status === undefined ? 'nothing of this name' : 'a file';
    throw new UserError('A folder cannot be read.', {
      file: root,
      found,
      allowed: 'a folder that may be read',
    });
  }
  return { id: basename(root), path: root, handIns: await handInsOf(root, tasks) };
}
