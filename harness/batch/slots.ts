/** A bound on how many things happen at once, first come, first served. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** `count`: how many may happen at once, 1 or more. */
  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Does `work` as soon as a slot is free.
   * @throws the signal's reason, without having started `work`, if it is aborted before that.
   */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#take();
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.#give();
    }
  }

  async #take(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #give(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}

/**
 * Works through `items`, `jobs` of them at once and in their order; an item begins when one before it has ended, so
 * that no more than `jobs` are in memory. The first rejection ends it, once the items under way have ended.
 * @throws the signal's reason when it is aborted.
 */
export async function inPool<T>(
  items: readonly T[],
  jobs: number,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  const worker = async () => {
    for (const item of queue) {
      if (signal.aborted || failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, items.length) }, worker));
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}

/**
 * Like `Promise.all`, but ends when all have ended: nothing goes on behind a failure.
 * @throws what the first of them (in the order given) was rejected with.
 */
export async function allEnded<T extends Promise<unknown>[]>(
  promises: readonly [...T],
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
