/**
 * Where root grades, programs of students are root by name and have none of its rights (capabilities(7)): what another user
 * owns and shows nobody they neither read nor write, and the harness, which has more rights, they cannot trace. To the
 * harness they are its own user's, so that it sees in /proc what they wait for, also in a container without CAP_SYS_PTRACE.
 *
 * LIMITATION: the files of root itself are in their reach, and so is a signal to the harness.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';

/** Of util-linux, which every Debian and Ubuntu has. A low port is what some tasks ask for. */
const SETPRIV = ['/usr/bin/setpriv', '--bounding-set', '-all,+net_bind_service', '--inh-caps', '-all'];
const WITHOUT_RIGHTS = [...SETPRIV, '--no-new-privs', '--'];

let works: boolean | undefined;

/**
 * The command line of a program that has no rights of root's. It is left as it is where that cannot be had, for ordinary
 * users, and where there is no such program to start, which is best told by starting it. `cwd`: its working directory.
 */
export function withoutRights(argv: readonly string[], cwd: string): readonly string[] {
  works ??=
    process.platform === 'linux' && process.getuid?.() === 0 && starts([...WITHOUT_RIGHTS, '/bin/true']);
  return works && isProgram(argv[0] ?? '', cwd) ? [...WITHOUT_RIGHTS, ...argv] : argv;
}

function isProgram(name: string, cwd: string): boolean {
  const folders = name.includes('/') ? [cwd] : (process.env.PATH ?? '').split(':');
  return folders.some((folder) => {
    try {
      accessSync(resolve(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function starts([file = '', ...rest]: string[]): boolean {
  return spawnSync(file, rest, { stdio: 'ignore' }).status === 0;
}
