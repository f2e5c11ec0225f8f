/** Ends every process of a run, also those that left its process group (daemons). */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Set in the environment of a run's programs to the run's own mark and the number of the program; children inherit it. */
export const RUN_MARK = 'SOCKMARK_RUN';

const LOOK_AGAIN_MS = 5;

/**
 * Kills all processes that carry the mark, and looks again until none is left or `atMostMs` have passed.
 * Returns those that are left. Linux only; elsewhere nobody is found.
 *
 * LIMITATION: a daemon that also cleared its environment is not found. The private network's process space has no such gap.
 */
export async function killMarked(mark: string, atMostMs: number): Promise<number[]> {
  const deadline = performance.now() + atMostMs;
  const killed = new Set<number>();
  for (;;) {
    const found = killMarkedNow(mark);
    for (const pid of found) killed.add(pid);
    // The environment goes before the sockets do, so those that were killed are waited for.
    const left = [...killed].filter(isRunning);
    if ((found.length === 0 && left.length === 0) || performance.now() > deadline) return left;
    await delay(LOOK_AGAIN_MS);
  }
}

/** Kills the processes that carry the mark at this moment, and says which. */
export function killMarkedNow(mark: string): number[] {
  const marked = markedProcesses(mark);
  for (const pid of marked) tryKill(pid);
  return marked;
}

/**
 * Processes whose environment carries a mark that is `mark` or begins with `mark` and a dot (proc(5), `environ`). One that has ended
 * has none any more. Linux only; elsewhere nobody is found.
 */
export function markedProcesses(mark: string): number[] {
  if (process.platform !== 'linux') return [];
  const whole = `${RUN_MARK}=${mark}`;
  const isMarked = (entry: string) => entry === whole || entry.startsWith(`${whole}.`);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && environmentOf(name).some(isMarked))
    .map(Number);
}

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
  } catch {
    // It has ended meanwhile, or belongs to somebody else.
    return [];
  }
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ESRCH: it has ended meanwhile.
  }
}

/** Neither gone nor a zombie, which has closed its files (proc(5), `stat`: the state stands behind the name in brackets). */
function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return !'ZX'.includes(stat.charAt(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}
