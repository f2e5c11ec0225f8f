/** Paths that programs have written into them and that lie outside of a run's folder, where no wall keeps them apart: held as ports are. */
import { lstatSync, rmSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Trouble } from '../../capture/record.ts';
import { lockOrTrouble } from '../host/held-ports.ts';
import type { PlaceRequest } from '../network.ts';
import { ABSTRACT } from './views.ts';

export interface HeldPaths {
  /** What keeps the run from having a path. */
  trouble: Trouble | undefined;
  /** Removes the sockets that programs left there, and gives the paths back. */
  release: () => Promise<void>;
}

export async function holdPaths({ programs }: PlaceRequest, waitMs: number): Promise<HeldPaths> {
  const written = new Set(programs.flatMap(({ writtenPaths = [] }) => writtenPaths));
  const outside = [...written].filter((path) => isAbsolute(path) || path.startsWith(ABSTRACT));
  const lock = await lockOrTrouble(outside, waitMs);
  if (!('release' in lock)) return { trouble: lock, release: () => Promise.resolve() };
  const taken = outside.find(isSocket);
  return {
    trouble: taken === undefined ? undefined : pathTaken(taken),
    release: async () => {
      // What was there before the run is nothing of its own.
      if (taken === undefined) for (const path of outside.filter(isSocket)) rmSync(path, { force: true });
      await lock.release();
    },
  };
}

function isSocket(path: string): boolean {
  try {
    return lstatSync(path).isSocket();
  } catch {
    return false;
  }
}

function pathTaken(path: string): Trouble {
  return {
    code: 'port-taken',
    message: `There is a socket at ${path} already: a program has left it behind, or waits at it.`,
    remedy: `End the program that has it and remove the file (\`rm ${path}\`), or grade on the private network (Linux) with bubblewrap, where every program has a /tmp of its own.`,
  };
}
