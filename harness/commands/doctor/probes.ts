/** Each thing that a grading may need, tried once the way a grading would use it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa, ExecaError } from 'execa';
import { namespaceRights } from '../../network/private/enter.ts';
import { sandboxTracing, workingSandbox } from '../../network/private/private-network.ts';
import type { MachineFinding } from '../../report/terminal/doctor.ts';

/** A tool's tryout; resolves with what it found, in a few words. */
interface Probe {
  id: string;
  title: string;
  /** What there is less of without it. */
  otherwise: string;
  remedy: string;
  attempt(folder: string): Promise<string>;
}

/** Not a limit on speed: a tool that has not answered by then is stuck. */
const STUCK_AFTER_MS = 60_000;

async function run(file: string, args: string[], folder: string): Promise<string> {
  const { stdout } = await execa(file, args, {
    cwd: folder,
    stdin: 'ignore',
    timeout: STUCK_AFTER_MS,
    env: { GOCACHE: join(folder, 'cache'), GOFLAGS: '-mod=mod' },
  });
  return stdout.trim();
}

const TOOLS: Probe[] = [
  {
    id: 'bubblewrap',
    title: 'bubblewrap',
    otherwise: "programs run without a sandbox: they see this machine's files",
    remedy: install('bubblewrap'),
    attempt: async (folder) => {
      if (workingSandbox() !== undefined) return 'a program ran behind its walls';
      // Why it does not work, in its own words.
      await run('bwrap', ['--ro-bind', '/', '/', '--unshare-user', '--unshare-pid', 'true'], folder);
      throw new Error('it starts, but not with the walls that a grading puts up');
    },
  },
  {
    id: 'strace',
    title: 'strace',
    otherwise: 'socket calls are not shown, and checks on them are skipped',
    remedy: install('strace'),
    attempt: async (folder) => {
      const tracing = sandboxTracing();
      if (tracing.kind === 'possible') return 'the calls of a program were written down';
      // Throws where it is not installed.
      await run('strace', ['--version'], folder);
      throw new Error(tracing.reason.replace(/\.$/, ''));
    },
  },
  {
    id: 'curl',
    title: 'curl',
    otherwise: 'what it would ask a web server is skipped',
    remedy: install('curl'),
    attempt: async (folder) => (await run('curl', ['--version'], folder)).split(' ').slice(0, 2).join(' '),
  },
  {
    id: 'python',
    title: 'Python 3',
    otherwise: 'programs in Python cannot be graded',
    remedy: install('python3'),
    attempt: async (folder) =>
      run('python3', ['-c', 'import platform, socket; print(platform.python_version())'], folder),
  },
  {
    id: 'c',
    title: 'C compiler',
    otherwise: 'programs in C cannot be graded',
    remedy: install('gcc', 'libc6-dev'),
    attempt: async (folder) => {
      await writeFile(join(folder, 'probe.c'), '#include <sys/socket.h>\nint main(void) { return 0; }\n');
      await run('cc', ['-o', 'probe', 'probe.c'], folder);
      await run('./probe', [], folder);
      return 'a program was compiled and ran';
    },
  },
  {
    id: 'java',
    title: 'Java',
    otherwise: 'programs in Java cannot be graded',
    remedy: install('default-jdk-headless'),
    attempt: async (folder) => {
      const main = 'System.out.println(System.getProperty("java.version"));';
      await writeFile(
        join(folder, 'Probe.java'),
        `class Probe { public static void main(String[] a) { ${main} } }\n`,
      );
      await run('javac', ['Probe.java'], folder);
      return run('java', ['-cp', '.', 'Probe'], folder);
    },
  },
  {
    id: 'go',
    title: 'Go',
    otherwise: 'programs in Go cannot be graded',
    remedy: install('golang'),
    attempt: async (folder) => {
      await writeFile(join(folder, 'probe.go'), 'package main\nfunc main() {}\n');
      await run('go', ['build', '-o', 'probe-go', 'probe.go'], folder);
      await run('./probe-go', [], folder);
      return run('go', ['env', 'GOVERSION'], folder);
    },
  },
];

function install(...packages: string[]): string {
  const names = packages.join(' ');
  if (process.platform === 'darwin') return `brew install ${names}`;
  return `sudo apt-get install ${names}   (Debian, Ubuntu; elsewhere the package of that name)`;
}

/** Tries everything, side by side, in folders of its own below `scratch`. */
export async function probeMachine(scratch: string): Promise<MachineFinding[]> {
  const tools = await Promise.all(
    TOOLS.map(async (probe) => {
      const folder = join(scratch, probe.id);
      await mkdir(folder);
      return tried(probe, folder);
    }),
  );
  return [node(), privateNetworks(), ...tools];
}

async function tried(probe: Probe, folder: string): Promise<MachineFinding> {
  const { id, title, otherwise, remedy } = probe;
  try {
    return { id, title, works: true, needed: false, detail: await probe.attempt(folder) };
  } catch (error) {
    return { id, title, works: false, needed: false, detail: `${failure(error)}; ${otherwise}`, remedy };
  }
}

function failure(error: unknown): string {
  if (!(error instanceof ExecaError)) return error instanceof Error ? error.message : String(error);
  if (error.code === 'ENOENT') return `${error.command.split(' ', 1)[0] ?? ''} is not installed`;
  const { stderr }: { stderr?: unknown } = error;
  const said = typeof stderr === 'string' ? stderr.trim().split('\n').at(-1) : undefined;
  return said ? `it failed: ${said}` : error.shortMessage;
}

/** The oldest that package.json's `engines` allows. */
const OLDEST_NODE = [20, 19] as const;

function node(): MachineFinding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const works = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const finding = { id: 'node', title: 'Node.js', works, needed: true };
  if (works) return { ...finding, detail: process.versions.node };
  const oldest = OLDEST_NODE.join('.');
  return {
    ...finding,
    detail: `${process.versions.node} is too old`,
    remedy: `install Node.js ${oldest} or later`,
  };
}

function privateNetworks(): MachineFinding {
  const finding = { id: 'private-networks', title: 'private networks', needed: false };
  const rights = namespaceRights();
  if (rights.kind === 'ready') return { ...finding, works: true, detail: 'a network namespace was made' };
  if (rights.kind === 'reexec') {
    return { ...finding, works: true, detail: 'a network namespace was made, inside a user namespace' };
  }
  const detail = `${rights.reason}; runs take place on this host's own network, where a written port may be taken`;
  return { ...finding, works: false, detail, remedy: rights.remedy };
}
