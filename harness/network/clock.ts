/** The clock of a run: milliseconds since it began, for what the harness does and for what the kernel stamped. */
export class RunClock {
  readonly #startedAt = performance.now();
  readonly #startedWall = wallTime();

  /** Milliseconds since the run began, with fractions. */
  now(): number {
    return performance.now() - this.#startedAt;
  }

  /** The same for a moment given in milliseconds since 1970, as the kernel stamps a packet. */
  at(wallMs: number): number {
    return wallMs - this.#startedWall;
  }
}

/**
 * The time of day with fractions. Node's is that of the process's start plus a clock that stands still while the machine sleeps and does not
 * follow corrections, so it is only taken where it agrees with the machine's, which has whole milliseconds.
 */
function wallTime(): number {
  const fine = performance.timeOrigin + performance.now();
  const coarse = Date.now();
  return Math.abs(fine - coarse) < 2 ? fine : coarse;
}
