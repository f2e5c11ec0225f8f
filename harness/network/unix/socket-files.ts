/**
 * The way to a socket's file through folders in which programs write: no symbolic link is followed there, since one may lead to a
 * socket of this machine's that the program behind its walls does not see.
 */
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { SocketFile } from './views.ts';

/** Only a place in the file system, neither to read nor to write (open(2)); Node has no name for it. */
const O_PATH = 0o10000000;
const isLinux = process.platform === 'linux';

/** A file, or the folder that it is to be made in, by a path that fits into an address (108 bytes, unix(7)) and that nobody can divert. */
export interface Held {
  path: string;
  /** What it is reached by is let go of; not before a listening socket at it is closed. */
  close(): void;
}

/** Of the file itself. Throws `ENOENT` where there is none, as connect(2) does, and `ECONNREFUSED` where it is no socket. */
export function holdSocket({ base, names }: SocketFile): Held {
  if (!isLinux) return plain({ base, names });
  const fd = openFrom(base, names, O_PATH | constants.O_NOFOLLOW);
  if (fstatSync(fd).isSocket())
    return {
      path: `/proc/self/fd/${fd}`,
      close: () => {
        closeSync(fd);
      },
    };
  closeSync(fd);
  throw Object.assign(new Error('It is no socket.'), { code: 'ECONNREFUSED' });
}

/** Of the place for a file that is to be bound. */
export function holdPlace({ base, names }: SocketFile): Held {
  if (!isLinux) return plain({ base, names });
  const fd = openFrom(base, names.slice(0, -1), O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  return {
    path: `/proc/self/fd/${fd}/${names.at(-1) ?? ''}`,
    close: () => {
      closeSync(fd);
    },
  };
}

function plain({ base, names }: SocketFile): Held {
  return { path: join(base, ...names), close: () => undefined };
}

/** Step by step, each from the folder before: what is opened is what was looked at. */
function openFrom(base: string, names: readonly string[], flags: number): number {
  const folder = O_PATH | constants.O_DIRECTORY;
  let fd = openSync(base, folder);
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1;
    try {
      const next = openSync(`/proc/self/fd/${fd}/${name}`, isLast ? flags : folder | constants.O_NOFOLLOW);
      closeSync(fd);
      fd = next;
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }
  return fd;
}
