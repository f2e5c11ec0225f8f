/** How long this process stood in line for a processor: what it is kept from seeing, the programs of a run are kept from doing. */
import { readFileSync } from 'node:fs';

export class Starvation {
  readonly #before = waitedMs();

  /** Milliseconds since this was made; 0 where the system does not tell. */
  get ms(): number {
    return waitedMs() - this.#before;
  }
}

/** The second number of `schedstat` is the time spent waiting on a run queue, in nanoseconds (proc(5)). It is the main thread's. */
function waitedMs(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'latin1').split(' ')[1] ?? 0) / 1e6;
  } catch {
    return 0;
  }
}
