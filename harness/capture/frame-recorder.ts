/** Keeps the frames of a run, within bounds of memory, for the capture as a file. */

export interface CapturedFrame {
  /** An Ethernet frame of the loopback, or a bare IP packet. */
  bytes: Uint8Array;
  /** Milliseconds since the run began. */
  at: number;
}

/** `relay`: only what was said was seen, no packets. `unix`: there are none. */
export type CaptureSource = 'packets' | 'relay' | 'unix';

/** For one run at a time; a run that begins anew takes the place of the one before. */
export class FrameRecorder {
  readonly #limit: number;
  #frames: CapturedFrame[] = [];
  #cost = 0;
  #leftOut = 0;
  #startedAt = 0n;
  #source: CaptureSource = 'packets';

  /** `limit`: bytes of memory that are taken at most. */
  constructor(limit = 64 * 1024 * 1024) {
    this.#limit = limit;
  }

  /** A run begins. `startedAt`: nanoseconds since 1970, from which the run's clock counts. */
  begin(startedAt: bigint, source: CaptureSource): void {
    this.#frames = [];
    this.#cost = 0;
    this.#leftOut = 0;
    this.#startedAt = startedAt;
    this.#source = source;
  }

  /** `frame` may be reused by the caller afterwards. `at`: milliseconds since the run began. */
  readonly keep = (frame: Uint8Array, at: number): void => {
    const cost = frame.length + OVERHEAD_BYTES;
    if (this.#leftOut > 0 || this.#cost + cost > this.#limit) {
      // Nothing behind a gap is kept, so that a stream can be followed as far as it goes.
      this.#leftOut += 1;
      return;
    }
    this.#cost += cost;
    this.#frames.push({ bytes: new Uint8Array(frame), at });
  };

  get frames(): readonly CapturedFrame[] {
    return this.#frames;
  }

  /** Frames that were seen and not kept. */
  get leftOut(): number {
    return this.#leftOut;
  }

  get startedAt(): bigint {
    return this.#startedAt;
  }

  get source(): CaptureSource {
    return this.#source;
  }
}

/** What a frame takes beside its bytes: an array of its own, and what is read from it when the file is written. */
const OVERHEAD_BYTES = 512;
