/** The machine's own interpreters and compilers: where they are, and running them with bounds. */
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';

const found = new Map<string, Promise<string | undefined>>();

/** The absolute path of the first of `names` that is on PATH; looked up once a process. */
export async function findTool(...names: string[]): Promise<string | undefined> {
  for (const name of names) {
    const known = found.get(name) ?? lookUp(name);
    found.set(name, known);
    const path = await known;
    if (path !== undefined) return path;
  }
  return undefined;
}

async function lookUp(name: string): Promise<string | undefined> {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== '')) {
    for (const ending of endings) {
      const path = join(folder, name + ending);
      if (await isThere(path, constants.X_OK)) return path;
    }
  }
  return undefined;
}

export function isThere(path: string, mode: number = constants.F_OK): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

/** A command whose folder the harness trusts less than the harness itself is wrapped by this, to run apart. */
export type Confine = (command: readonly string[], folder: string) => string[];

export interface ToolRun {
  /** undefined where the tool was ended by a signal, or could not be started. */
  exitCode: number | undefined;
  stdout: string;
  stderr: string;
  /** The harness ended it: after too long a time, or with too much output. */
  gaveUp: boolean;
}

export interface ToolOptions {
  cwd: string;
  env?: Record<string, string>;
  input?: string;
  /** Milliseconds. */
  timeLimit?: number;
  /** Ends the tool early. */
  signal?: AbortSignal | undefined;
}

/** Far above what a student's program takes to compile on a busy machine. */
const TIME_LIMIT_MS = 60_000;
const MOST_OUTPUT = 1_000_000;

/** What tools need of the harness's environment; nothing else reaches them (it may hold secrets). */
const PASSED_ON = ['PATH', 'SystemRoot', 'SYSTEMROOT', 'PATHEXT', 'COMSPEC'];

function toolEnvironment(added: Record<string, string> = {}): Record<string, string> {
  const passed = PASSED_ON.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(passed), LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', ...added };
}

/** Runs a tool to its end. Rejects only where `signal` ended it, never for what the tool does. */
export async function runTool(command: readonly string[], options: ToolOptions): Promise<ToolRun> {
  options.signal?.throwIfAborted();
  const [file = '', ...args] = command;
  const running = execa(file, args, {
    cwd: options.cwd,
    env: toolEnvironment(options.env),
    extendEnv: false,
    input: options.input ?? '',
    maxBuffer: MOST_OUTPUT,
    reject: false,
    // A process group of its own, so that a compiler's helpers end with it.
    detached: process.platform !== 'win32',
    cleanup: true,
  });
  const late = AbortSignal.timeout(options.timeLimit ?? TIME_LIMIT_MS);
  const ends = [late, ...(options.signal ? [options.signal] : [])];
  const end = () => {
    endGroup(running.pid);
  };
  for (const each of ends) each.addEventListener('abort', end);
  const { exitCode, stdout, stderr, isMaxBuffer } = await running.finally(() => {
    for (const each of ends) each.removeEventListener('abort', end);
  });
  if (isMaxBuffer) end();
  options.signal?.throwIfAborted();
  return { exitCode, stdout, stderr, gaveUp: late.aborted || isMaxBuffer };
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
