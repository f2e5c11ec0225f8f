/** Ctrl-C and its like: what is under way is ended in order, and a second one ends the process at once. */
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A signal asked the command to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** As a shell reports it: 128 and the signal's number, 130 for Ctrl-C. */
  readonly exitCode: number;

  constructor(signal: (typeof SIGNALS)[number]) {
    super(`Stopped by ${signal}.`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** One Ctrl-C may come from the terminal and from the process that started this one; a person's second comes later. */
const ECHO_MS = 500;

/**
 * Does `work` with a signal that Ctrl-C, SIGTERM and SIGHUP abort, and waits until it has ended.
 * @throws {Interrupted} where one of them came.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let stoppedAt = 0;
  const stop = (signal: (typeof SIGNALS)[number]) => {
    const interrupted = new Interrupted(signal);
    const isAgain = controller.signal.aborted && performance.now() - stoppedAt > ECHO_MS;
    if (isAgain) process.exit(interrupted.exitCode);
    if (controller.signal.aborted) return;
    stoppedAt = performance.now();
    controller.abort(interrupted);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    const result = await work(controller.signal);
    controller.signal.throwIfAborted();
    return result;
  } catch (error) {
    // Once interrupted, what else fails on the way out is a consequence.
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}
