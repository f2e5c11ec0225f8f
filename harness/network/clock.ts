/** The clock of a run: milliseconds since it began, for what the harness does and for what the kernel stamped. */
export class RunClock {
  /** When the run began: nanoseconds since 1970. */
  readonly startedAt = BigInt(Math.round(wallTime() * 1e6));
  readonly #startedNow = performance.now();

  /** Milliseconds since the run began, with fractions. */
  now(): number {
    return performance.now() - this.#startedNow;
  }

  /** The same for a moment given in nanoseconds since 1970, as the kernel stamps a packet; exact to the nanosecond. */
  at(wallNs: bigint): number {
    return Number(wallNs - this.startedAt) / 1e6;
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
