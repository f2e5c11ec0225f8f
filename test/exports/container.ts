/** A machine like those on which platforms grade: root in a container, with a folder that the platform mounts. */
import { writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { readZip } from '../../harness/intake/unpack/zip.ts';

export interface Container {
  /** Arguments for bubblewrap (bwrap(1)): the file system. */
  mounts: string[];
}

/** The programs and libraries of this system, and nothing else of it. */
export const THIS_SYSTEM: Container = {
  mounts: [
    ...['--tmpfs', '/', '--ro-bind', '/usr', '/usr', '--ro-bind', '/etc', '/etc'],
    ...['bin', 'sbin', 'lib', 'lib64'].flatMap((name) => ['--symlink', `usr/${name}`, `/${name}`]),
    ...['--tmpfs', '/tmp', '--tmpfs', '/run'],
  ],
};

/** A system of its own, in a folder; with a /tmp for itself, and names of machines in /etc, which Docker puts there. */
export function systemIn(folder: string): Container {
  const names = ['/etc/hosts', '/etc/resolv.conf'].flatMap((file) => ['--ro-bind', file, file]);
  return { mounts: ['--bind', folder, '/', '--tmpfs', '/tmp', ...names] };
}

/** What Docker leaves to root (https://docs.docker.com/engine/security/#linux-kernel-capabilities). */
const LEFT_TO_ROOT = [
  ...['CHOWN', 'DAC_OVERRIDE', 'FSETID', 'FOWNER', 'MKNOD', 'NET_RAW', 'SETGID', 'SETUID'],
  ...['SETFCAP', 'SETPCAP', 'NET_BIND_SERVICE', 'SYS_CHROOT', 'KILL', 'AUDIT_WRITE'],
];

/**
 * Docker's filter of system calls as far as it matters here (seccomp(2), x86-64): no namespaces, no mounts. clone3, whose flags
 * a filter cannot read, is not there at all, so that libc falls back to clone.
 */
function seccompFilter(): Buffer {
  const [LOAD, EQUALS, HAS, RETURN] = [0x20, 0x15, 0x45, 0x06] as const;
  const [ALLOW, NOT_PERMITTED, NOT_THERE] = [0x7fff0000, 0x00050001, 0x00050026] as const;
  const NAMESPACES = 0x7e020000;
  const program: [number, number, number, number][] = [
    [LOAD, 0, 0, 0],
    [EQUALS, 6, 0, 272], // unshare
    [EQUALS, 5, 0, 308], // setns
    [EQUALS, 4, 0, 165], // mount
    [EQUALS, 4, 0, 435], // clone3
    [EQUALS, 0, 4, 56], // clone
    [LOAD, 0, 0, 16],
    [HAS, 0, 2, NAMESPACES],
    [RETURN, 0, 0, NOT_PERMITTED],
    [RETURN, 0, 0, NOT_THERE],
    [RETURN, 0, 0, ALLOW],
  ];
  return Buffer.concat(
    program.map(([code, then, otherwise, value]) => {
      const instruction = Buffer.alloc(8);
      instruction.writeUInt16LE(code, 0);
      instruction.writeUInt8(then, 2);
      instruction.writeUInt8(otherwise, 3);
      instruction.writeUInt32LE(value, 4);
      return instruction;
    }),
  );
}

/** As Docker starts a container: root with few rights, no namespaces of its own, a network of its own. */
function asDocker(scratch: string): { words: string[]; filter: string } {
  const filter = join(scratch, 'seccomp.bpf');
  writeFileSync(filter, seccompFilter());
  const rights = LEFT_TO_ROOT.flatMap((name) => ['--cap-add', `CAP_${name}`]);
  const apart = ['--unshare-net', '--unshare-pid', '--unshare-ipc', '--unshare-uts'];
  return { words: [...apart, '--cap-drop', 'ALL', ...rights, '--seccomp', '3'], filter };
}

const PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

interface Start {
  container: Container;
  /** Folders and files of this machine, and where they are in the container. The command starts in the first of them. */
  mounted: [string, string][];
  /** For images that are being made: with the machine's network, and all rights. */
  building?: boolean;
  /** Behind the usual folders. */
  path?: string[];
  env?: Record<string, string>;
}

/** Runs a command in a container, in the folder that is mounted there. */
export async function inContainer(
  words: string[],
  { container, mounted, building, path = [], env = {} }: Start,
) {
  const [[here, there] = ['.', '/']] = mounted;
  const docker = building ? undefined : asDocker(here);
  const arguments_ = [
    ...container.mounts,
    ...['--proc', '/proc', '--dev', '/dev', '--die-with-parent'],
    ...mounted.flatMap(([from, to]) => ['--bind', from, to]),
    ...['--chdir', there],
    ...(docker?.words ?? []),
    ...['--clearenv', '--setenv', 'PATH', [...PATH, ...path].join(':')],
    ...Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value]),
    ...words,
  ];
  // bubblewrap reads the filter from a descriptor.
  const start = ['-c', 'exec bwrap "$@" 3<"$0"', docker?.filter ?? '/dev/null', ...arguments_];
  const { stdout, stderr, exitCode } = await execa('sh', start, { stdin: 'ignore', reject: false });
  return { stdout, stderr, code: exitCode };
}

/** Unpacks as unzip does, and names what there was. */
export async function unzip(archive: string, folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of readZip(archive)) {
    const { name, isProgram } = entry;
    names.push(name);
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), entry.content(), { mode: isProgram ? 0o755 : 0o644 });
  }
  return names;
}
