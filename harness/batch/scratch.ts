/** A folder for a grading's private copies, gone when the grading ends, whichever way it ends. */
import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { own, removeOrphans } from './orphans.ts';

export interface Scratch extends AsyncDisposable {
  /** Absolute path, without symbolic links. */
  readonly folder: string;
}

const PREFIX = 'sockmark-';

/** Makes `sockmark-…` in the system's folder for temporary files, and takes away what a killed grading left there. */
export async function openScratch(): Promise<Scratch> {
  const temporary = await realpath(tmpdir());
  await removeOrphans(temporary, PREFIX);
  const folder = await mkdtemp(join(temporary, PREFIX));
  await own(folder);
  // For an end that runs no more promises: an uncaught error, or process.exit().
  const atExit = () => {
    rmSync(folder, REMOVE);
  };
  process.once('exit', atExit);
  return {
    folder,
    async [Symbol.asyncDispose]() {
      await rm(folder, REMOVE);
      process.off('exit', atExit);
    },
  };
}

/** Removal is tried again for a moment, since a program that is just ending may still write (rm of a folder in use). */
const REMOVE = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 } as const;
