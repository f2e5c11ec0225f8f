/** Results on disk. */
import { access, constants, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from '../spec/user-error.ts';

/** Results cannot be written where they were asked for: the user's to mend, and no submission's fault. */
export class FileNotWritten extends UserError {}

/**
 * Writes `value` as JSON, and the folders that are missing on the way. The file is there whole or not at all.
 * @throws {FileNotWritten} where it cannot be written.
 */
export async function writeJsonFile(file: string, value: unknown): Promise<void> {
  await writeWholeFile(file, asJson(value));
}

/**
 * Writes a file, piece by piece, and the folders that are missing on the way. It is there whole or not at all.
 * @throws {FileNotWritten} where it cannot be written.
 */
export async function writeWholeFile(file: string, content: string | Iterable<Uint8Array>): Promise<void> {
  // A name that no other process has, so that two gradings into one folder do not mix their bytes.
  const unfinished = `${file}.${process.pid}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(unfinished, typeof content === 'string' ? content : inPieces(content), { flush: true });
    await rename(unfinished, file);
  } catch (error) {
    // What the write failed by is what is told, not that there is nothing to tidy up.
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw cannotWrite(file, error);
  }
}

/**
 * Makes a folder for results, before the work that would be lost without it.
 * @throws {FileNotWritten} where it cannot be made.
 */
export async function openResultsFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

const PIECE_BYTES = 256 * 1024;

/** Pieces large enough that it is not their number that takes the time. */
function* inPieces(parts: Iterable<Uint8Array>): Generator<Uint8Array> {
  let piece: Uint8Array[] = [];
  let length = 0;
  for (const part of parts) {
    piece.push(part);
    length += part.length;
    if (length < PIECE_BYTES) continue;
    yield Buffer.concat(piece, length);
    [piece, length] = [[], 0];
  }
  yield Buffer.concat(piece, length);
}

export function cannotWrite(file: string, error: unknown): FileNotWritten {
  return new FileNotWritten('Results cannot be written there.', {
    file,
    found: error instanceof Error ? error.message : String(error),
    remedy: 'name a folder that you may write to, or a file that is no folder',
  });
}

export function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
