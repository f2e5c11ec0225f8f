/** Results on disk. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
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
    await rm(unfinished, { force: true });
    throw new UserError('A result could not be written.', {
      file,
      found: error instanceof Error ? error.message : String(error),
      remedy: 'name a folder that you may write to, and a file that is no folder',
    });
  }
}

export function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
