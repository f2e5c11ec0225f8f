/**
 * A sandbox's inner processes outlive the process that was started, and are nobody's children then: their processor time would be missing
 * from the bill. As their reaper this process gets them (prctl(2), PR_SET_CHILD_SUBREAPER), and by waiting for them their time (wait(2)).
 */
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import type koffiModule from 'koffi';

const PR_SET_CHILD_SUBREAPER = 36;
const WNOHANG = 1;

const koffi = createRequire(import.meta.url)('koffi') as typeof koffiModule;
const libc = koffi.load('libc.so.6');
const prctl = libc.func(
  'int prctl(int option, unsigned long a, unsigned long b, unsigned long c, unsigned long d)',
) as (...words: number[]) => number;
const waitpid = libc.func('int waitpid(int pid, void *status, int options)') as (
  pid: number,
  status: null,
  options: number,
) => number;

export function becomeReaper(): void {
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

/** Waits for all that were left to this process. Call it only when no child of Node's own is running. */
export async function reapAll(): Promise<void> {
  for (;;) {
    const pid = waitpid(-1, null, WNOHANG);
    if (pid < 0) return;
    if (pid === 0) await delay(1);
  }
}
