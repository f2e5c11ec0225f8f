/** One direction of a TCP connection, put in order from its segments (RFC 9293 section 3.4). */

/** Bytes, and perhaps the FIN behind them, whose turn in the stream has come. */
export interface Piece {
  bytes: Uint8Array;
  fin: boolean;
}

interface Held extends Piece {
  offset: number;
}

/** Bytes kept that came before their turn. On the loopback that is rare, so more is an attack on memory. */
const MOST_HELD_BYTES = 4 * 1024 * 1024;

/**
 * Positions are counted from the SYN, which has 0; the first byte of data has 1, and the FIN the one behind the last
 * byte. They do not wrap around, as sequence numbers do.
 */
export class TcpStream {
  readonly #initial: number;
  #next = 1;
  /** The end of all that is known to have been sent: seen in a segment, or acknowledged. */
  #knownEnd = 1;
  #acknowledgedTo = 1;
  #held: Held[] = [];
  #heldBytes = 0;

  /** `initial`: the sequence number of the SYN. */
  constructor(initial: number) {
    this.#initial = initial;
  }

  isInitial(seq: number): boolean {
    return seq === this.#initial;
  }

  /** Whether an acknowledgement of `ack` covers the SYN. */
  isAcknowledged(ack: number): boolean {
    return this.#positionOf(ack) >= 1;
  }

  /** The other side acknowledged all before `ack`, so it was sent, seen or not. */
  acknowledge(ack: number): void {
    this.#acknowledgedTo = Math.max(this.#acknowledgedTo, this.#positionOf(ack));
    this.#knownEnd = Math.max(this.#knownEnd, this.#acknowledgedTo);
  }

  /** Bytes (a FIN counts as one) that were seen and not yet acknowledged. */
  get unacknowledged(): number {
    return this.#knownEnd - this.#acknowledgedTo;
  }

  /** Takes a segment. `bytes` may be reused by the caller afterwards. Keep-alives, probes and duplicates add nothing. */
  add(seq: number, bytes: Uint8Array, fin: boolean): void {
    const offset = this.#positionOf(seq);
    const end = offset + bytes.length + (fin ? 1 : 0);
    if (end <= this.#next) return;
    this.#knownEnd = Math.max(this.#knownEnd, end);
    if (this.#heldBytes + bytes.length > MOST_HELD_BYTES) return;
    this.#heldBytes += bytes.length;
    this.#held.push({ offset, bytes: new Uint8Array(bytes), fin });
    this.#held.sort((a, b) => a.offset - b.offset);
  }

  /** Gives out what follows without a gap on what was given out before, a piece for each segment. */
  take(): Piece[] {
    const pieces: Piece[] = [];
    for (let first = this.#held[0]; first && first.offset <= this.#next; first = this.#held[0]) {
      this.#held.shift();
      this.#heldBytes -= first.bytes.length;
      const piece = this.#newPartOf(first);
      if (piece) pieces.push(piece);
    }
    return pieces;
  }

  /** Bytes (a FIN counts as one) that were sent and never seen. */
  get missing(): number {
    let seenTo = this.#next;
    let missing = 0;
    for (const { offset, bytes, fin } of this.#held) {
      missing += Math.max(0, offset - seenTo);
      seenTo = Math.max(seenTo, offset + bytes.length + (fin ? 1 : 0));
    }
    return missing + Math.max(0, this.#knownEnd - seenTo);
  }

  #newPartOf({ offset, bytes, fin }: Held): Piece | undefined {
    const end = offset + bytes.length + (fin ? 1 : 0);
    if (end <= this.#next) return undefined;
    const fresh = bytes.subarray(this.#next - offset);
    this.#next = end;
    return { bytes: fresh, fin };
  }

  /** Sequence numbers are compared within 2^31 of the next one expected (RFC 9293 section 3.4). */
  #positionOf(seq: number): number {
    return this.#next + ((seq - this.#initial - this.#next) | 0);
  }
}
