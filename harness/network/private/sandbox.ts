/**
 * What a student's program sees of the machine, as arguments for bubblewrap (bwrap(1)): programs and libraries to read, its own
 * folder to write in, a private /tmp, only its own processes, and nobody else's files. An allow-list: what is not named is not there.
 *
 * LIMITATION: it is the kernel that holds this wall. A program that breaks the kernel breaks out.
 */
import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { packageFolder } from '../../spec/folders.ts';

/** Where a program finds its folder. Short, since it is what the student reads in a stack trace. */
export const STUDENT_HOME = '/home/student';

export interface SandboxRequest {
  /** The run's copy of the student's folder. */
  folder: string;
  /** Working directory, relative to the folder. */
  cwd: string;
  argv: readonly string[];
  /** Wait until the last of the program's processes has ended, not the first. */
  waitForAll: boolean;
  env: Readonly<Record<string, string>>;
  /** A folder that stands in for /tmp; else that is empty, and gone with the program. */
  tmp?: string;
  /** `localhost` is both 127.0.0.1 and ::1, and a program may find either; else it is the first of the two (host.conf(5)). */
  bothFamilies?: boolean;
  /** It may open raw sockets (raw(7)), in the run's network and nowhere else. */
  rawSockets?: boolean;
}

/** The whole command line for a student's program. Pure but for a look at how this system lays out its folders. */
export function sandboxArguments(bwrap: string, request: SandboxRequest): string[] {
  return [
    ...walls(bwrap, request.argv[0] ?? '', request.rawSockets ? RAW_SOCKETS : ANOTHER_USER),
    ...(request.rawSockets ? [] : ['--uid', '1000', '--gid', '1000']),
    ...['--hostname', 'localhost'],
    ...(request.tmp === undefined ? [] : ['--bind', request.tmp, '/tmp']),
    ...['--bind', request.folder, STUDENT_HOME, '--chdir', join(STUDENT_HOME, request.cwd)],
    ...(request.bothFamilies ? ['--ro-bind', join(ownEtc, 'host.conf'), '/etc/host.conf'] : []),
    '--clearenv',
    ...Object.entries(request.env).flatMap(([name, value]) => ['--setenv', name, value]),
    '--',
    ...(request.waitForAll ? [...WAIT_FOR_ALL, ...request.argv] : request.argv),
  ];
}

/**
 * For a compiler, which reads what a student wrote and does as it says (`#include "/etc/shadow"`): the same walls, no network at all, and
 * the folder under its own name, since paths in it are written into what is built.
 */
export function confinedArguments(bwrap: string, command: readonly string[], folder: string): string[] {
  return [
    ...walls(bwrap, command[0] ?? '', ANOTHER_USER),
    '--unshare-net',
    '--bind',
    folder,
    folder,
    '--',
    ...command,
  ];
}

const ANOTHER_USER = ['--unshare-user'];

/**
 * In a user namespace of its own a program has no rights over the run's network. So it stays in the one that the network belongs to,
 * where it is the user who started the harness without any right of that user's but this one (capabilities(7)).
 */
const RAW_SOCKETS = ['--cap-drop', 'ALL', '--cap-add', 'CAP_NET_RAW'];

function walls(bwrap: string, program: string, rights: readonly string[]): string[] {
  return [
    bwrap,
    '--die-with-parent',
    '--new-session',
    ...rights,
    ...['--unshare-pid', '--unshare-uts', '--unshare-ipc'],
    ...systemMounts(),
    ...etcMounts(),
    ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'],
    ...installationMounts(program),
    ...kernelMounts(),
  ];
}

/**
 * What in /proc is not about processes but about the machine: to the kernel a program is still the user who started the harness, and where that
 * is root it could write there (proc(5)). Containers have the same ones read-only.
 */
const OF_THE_MACHINE = [
  'acpi',
  'asound',
  'bus',
  'fs',
  'irq',
  'kcore',
  'mtrr',
  'scsi',
  'sys',
  'sysrq-trigger',
];

let kernelCache: string[] | undefined;

function kernelMounts(): string[] {
  return (kernelCache ??= OF_THE_MACHINE.map((name) => `/proc/${name}`)
    .filter((path) => existsSync(path))
    .flatMap((path) => ['--ro-bind', path, path]));
}

/**
 * A sandbox ends with the process it started, and takes all others with it: a server that goes into the background would be gone, and a
 * connection that a child still holds would look closed. This shell stays until the sandbox is empty but for its own two processes.
 * It looks, since nobody tells it: a process whose parent has ended belongs to the sandbox's first one.
 */
const WAIT_FOR_ALL = [
  '/bin/sh',
  '-c',
  'exec 3<&0; "$@" <&3 3<&- & exec 3<&- </dev/null; wait $!; status=$?; while set -- /proc/[0-9]* && [ $# -gt 2 ]; do sleep 0.02; done; exit $status',
  'sh',
];

let systemCache: string[] | undefined;

/** Programs and libraries. On a system with a merged /usr the others are links into it. */
function systemMounts(): string[] {
  return (systemCache ??= ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/opt', '/nix'].flatMap(
    (path) => {
      if (!existsSync(path)) return [];
      if (lstatSync(path).isSymbolicLink()) return ['--symlink', readlinkSync(path), path];
      return ['--ro-bind', path, path];
    },
  ));
}

/** Of /etc what interpreters and compilers read; accounts and names are the sandbox's own. */
const ETC_SHARED = [
  'alternatives',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'localtime',
  'ssl/certs',
  'ssl/openssl.cnf',
  'mime.types',
];
const ETC_SHARED_PATTERNS = [
  'java',
  'java-11-openjdk',
  'java-17-openjdk',
  'java-21-openjdk',
  'java-25-openjdk',
];
const ETC_OWN = ['hosts', 'nsswitch.conf', 'passwd', 'group', 'protocols'];

const ownEtc = join(packageFolder, 'harness/network/private/etc');

let etcCache: string[] | undefined;

function etcMounts(): string[] {
  return (etcCache ??= [
    ...[...ETC_SHARED, ...ETC_SHARED_PATTERNS]
      .map((name) => `/etc/${name}`)
      .filter((path) => existsSync(path))
      .flatMap((path) => ['--ro-bind', path, path]),
    ...ETC_OWN.flatMap((name) => ['--ro-bind', join(ownEtc, name), `/etc/${name}`]),
  ]);
}

/** The interpreter's own folder, where it is installed outside of the system's (pyenv, nvm, SDKMAN). */
function installationMounts(program: string): string[] {
  if (!isAbsolute(program) || !existsSync(program)) return [];
  const prefixes = new Set(
    [program, realpathSync(program)].map(installationOf).filter((path) => path !== undefined),
  );
  return [...prefixes].flatMap((path) => ['--ro-bind', path, path]);
}

/** `/opt/python/3.13` of `/opt/python/3.13/bin/python3`; the file alone where that folder is too large a piece of the machine. */
function installationOf(program: string): string | undefined {
  if (isWithin('/usr', program) || isWithin('/opt', program) || isWithin('/bin', program)) return undefined;
  const prefix = dirname(dirname(program));
  const tooLarge =
    ['/', '/home', '/root', '/tmp', '/var', homedir()].includes(prefix) || isWithin(prefix, packageFolder);
  return tooLarge ? program : prefix;
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
