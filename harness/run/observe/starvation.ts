/**
 * How long this process was kept from a run: it stood in line for a processor, or it stood still altogether (Ctrl-Z, a container that is
 * paused). What it is kept from seeing, and from answering, is no fault of the programs.
 */
import { readFileSync } from 'node:fs';
import type { RunCause, Trouble } from '../../capture/record.ts';
import type { Task } from '../../spec/task.ts';
import { inLineMs, programPids } from './threads.ts';

const BEAT_MS = 100;
/** Reading a slow disk takes less. */
const STANDSTILL_MS = 500;
/** On a machine that is busy with other things a run may take so many times its limit more. */
const MOST_EXTENSIONS = 5;

export class Starvation {
  readonly #before = schedule();
  #beatAt = performance.now();
  #spentThen = this.#before;
  #stoodStillMs = 0;

  /** Milliseconds in line for a processor since this was made; 0 where the system does not tell. */
  get #waitedMs(): number {
    return schedule().waitedMs - this.#before.waitedMs;
  }

  /** Milliseconds in which this process was neither running, nor in line, nor waiting for anything; 0 where the system does not tell. */
  get stoodStillMs(): number {
    this.#beat();
    return this.#stoodStillMs;
  }

  /** Milliseconds that a run which may last `limitMs` gets in addition. */
  extensionMs(programs: readonly { pid: number }[], limitMs: number): number {
    return Math.min(this.#inLineMs(programs), limitMs * MOST_EXTENSIONS) + this.stoodStillMs;
  }

  /** A run in which nobody answered, or that had no time even so because others had the processors, is no fault of its programs. */
  trouble(cause: RunCause, programs: readonly { pid: number }[], { timeLimitMs }: Task): Trouble[] {
    const { stoodStillMs } = this;
    if (programs.length > 0 && stoodStillMs > 0) return [stoodStill(stoodStillMs)];
    if (cause !== 'time-limit') return [];
    const waitedMs = this.#inLineMs(programs);
    return waitedMs < timeLimitMs * MOST_EXTENSIONS ? [] : [stoodInLine(waitedMs)];
  }

  /** The programs and the harness wait for each other, so each one's time in line is the run's. */
  #inLineMs(programs: readonly { pid: number }[]): number {
    return this.#waitedMs + inLineMs(programs.flatMap(({ pid }) => programPids(pid)));
  }

  /** Begins to watch for standstills; call what it returns in the end. */
  watch(): () => void {
    this.#beatAt = performance.now();
    const beats = setInterval(() => {
      this.#beat();
    }, BEAT_MS).unref();
    return () => {
      clearInterval(beats);
    };
  }

  /** A timer that comes late although this process neither ran meanwhile nor wanted to. */
  #beat(): void {
    const lateMs = performance.now() - this.#beatAt - BEAT_MS;
    const spent = schedule();
    const accountedMs = spent.ranMs + spent.waitedMs - this.#spentThen.ranMs - this.#spentThen.waitedMs;
    if (lateMs - accountedMs > STANDSTILL_MS && spent.ranMs > 0) this.#stoodStillMs += lateMs - accountedMs;
    this.#beatAt = performance.now();
    this.#spentThen = spent;
  }
}

function stoodStill(ms: number): Trouble {
  const message = `The harness stood still for ${Math.round(ms)} ms in the middle of this run, so nobody answered the programs.`;
  return { code: 'stood-still', message, remedy: 'Grade again, and let it run without a break (Ctrl-Z).' };
}

function stoodInLine(ms: number): Trouble {
  const message = `The programs, or the harness, stood in line for a processor for ${Math.round(ms)} ms of this run.`;
  return { code: 'starved', message, remedy: 'Grade again with fewer --jobs.' };
}

/** The first two numbers of `schedstat`: time on a processor and time on a run queue, in nanoseconds (proc(5)). They are the main thread's. */
function schedule(): { ranMs: number; waitedMs: number } {
  try {
    const [ran = 0, waited = 0] = readFileSync('/proc/self/schedstat', 'latin1').split(' ').map(Number);
    return { ranMs: ran / 1e6, waitedMs: waited / 1e6 };
  } catch {
    return { ranMs: 0, waitedMs: 0 };
  }
}
