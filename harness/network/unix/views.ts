/** Where the file of a socket lies that a program names: each program has a folder of its own, and may have a /tmp of its own. */
import { isAbsolute, join, posix } from 'node:path';
import type { Role } from '../../spec/task.ts';
import type { Program } from '../../submission/submission.ts';
import type { PlaceRequest } from '../network.ts';
import { STUDENT_HOME } from '../private/sandbox.ts';

/** Names in the abstract are shown with this in place of their NUL, as the kernel shows them (proc(5), unix(7)). */
export const ABSTRACT = '@';

/** A file as the harness finds it: a folder that no program can have made, and the way on from there. */
export interface SocketFile {
  base: string;
  names: string[];
}

interface Mount {
  /** As the program sees it. */
  inside: string;
  /** As the harness does. */
  outside: string;
}

export interface View {
  /** The program's working directory, as it sees it. */
  cwd: string;
  /** Behind walls: all that it can write to. Empty: it sees what the harness sees. */
  mounts: Mount[];
}

/** The folder that stands in for /tmp behind walls, beside the program's own. */
export function tmpOf(folder: string, role: Role): string {
  return join(folder, `tmp-${role}`);
}

export function viewOf({ home = '.', cwd, role }: Program, { folder }: PlaceRequest, walled: boolean): View {
  const own = join(folder, home);
  if (!walled) return { cwd: join(own, cwd), mounts: [] };
  const mounts = [
    { inside: STUDENT_HOME, outside: own },
    { inside: '/tmp', outside: tmpOf(folder, role) },
  ];
  return { cwd: posix.join(STUDENT_HOME, cwd), mounts };
}

/** Undefined where the program cannot have made a file. */
export function fileOf({ cwd, mounts }: View, path: string): SocketFile | undefined {
  const absolute = posix.resolve(cwd, path);
  if (mounts.length === 0) return { base: posix.dirname(absolute), names: [posix.basename(absolute)] };
  const mount = mounts.find(({ inside }) => absolute.startsWith(`${inside}/`));
  return mount && { base: mount.outside, names: absolute.slice(mount.inside.length + 1).split('/') };
}

/** A path as the record has it: from the working directory, where it lies in there; else as it is. */
export function shownPath(views: readonly View[], path: string): string {
  if (path === '' || path.startsWith(ABSTRACT)) return path;
  if (!isAbsolute(path)) return posix.normalize(path);
  const view = views.find(({ cwd }) => path.startsWith(`${cwd}/`));
  return view === undefined ? path : posix.relative(view.cwd, path);
}
