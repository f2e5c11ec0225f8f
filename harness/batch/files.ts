/** Results on disk. */
import { access, constants, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from '../spec/user-error.ts';

/**
 * Writes `value` as JSON, and the folders that are missing on the way. The file is there whole or not at all.
 * @throws {UserError} where it cannot be written.
 */
export async function writeJsonFile(file: string, value: unknown): Promise<void> {
  // A name that no other process has, so that two gradings into one folder do not mix their bytes.
  const unfinished = `${file}.${process.pid}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(unfinished, asJson(value));
    await rename(unfinished, file);
  } catch (error) {
    // What the write failed by is what is told, not that there is nothing to tidy up.
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw cannotWrite(file, error);
  }
}

/**
 * Makes a folder for results, before the work that would be lost without it.
 * @throws {UserError} where it cannot be made.
 */
export async function openResultsFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

function cannotWrite(file: string, error: unknown): UserError {
  return new UserError('Results cannot be written there.', {
    file,
    found: error instanceof Error ? error.message : String(error),
    remedy: 'name a folder that you may write to, or a file that is no folder',
  });
}

export function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
