/** A grading that has to be done by a moment: what is judged by then stands, and the rest is inconclusive. */

/** The reason of a signal that ends runs, and not the grading. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A signal that ends what is not done within `ms` milliseconds from now. It keeps no process alive. */
export function deadlineIn(ms: number, message: string): AbortSignal {
  const controller = new AbortController();
  const end = () => {
    controller.abort(new OutOfTime(message));
  };
  setTimeout(end, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS)).unref();
  return controller.signal;
}
