/** Puts datagrams together again that IP cut into pieces (RFC 791 section 3.2, RFC 8200 section 4.5). */
import type { IpPacket } from './ip.ts';

interface Unfinished {
  pieces: Map<number, Uint8Array>;
  /** Bytes of the whole, once its last piece has come. */
  total: number | undefined;
}

/** Datagrams that may be unfinished at one time. The loopback cuts next to none, so more is an attack on memory. */
const MOST_UNFINISHED = 32;

export class Fragments {
  readonly #unfinished = new Map<string, Unfinished>();
  #givenUp = 0;

  /** Datagrams of which pieces are missing: given up, or still waited for. */
  get incomplete(): number {
    return this.#givenUp + this.#unfinished.size;
  }

  /** Takes a piece. Gives the whole packet back with the piece that completes it. */
  add(packet: IpPacket): IpPacket | undefined {
    const { fragment } = packet;
    if (fragment === undefined) return packet;
    const key = [packet.src.join(), packet.dst.join(), packet.protocol, fragment.id].join(' ');
    const datagram = this.#unfinished.get(key) ?? this.#begin(key);
    // Copied, since it outlives the frame it came in.
    datagram.pieces.set(fragment.offset, new Uint8Array(packet.payload));
    if (!fragment.more) datagram.total = fragment.offset + packet.payload.length;
    const payload = wholeOf(datagram);
    if (payload === undefined) return undefined;
    this.#unfinished.delete(key);
    return { ...packet, payload, fragment: undefined };
  }

  #begin(key: string): Unfinished {
    const [oldest] = this.#unfinished.keys();
    if (oldest !== undefined && this.#unfinished.size >= MOST_UNFINISHED) {
      this.#unfinished.delete(oldest);
      this.#givenUp += 1;
    }
    const datagram: Unfinished = { pieces: new Map(), total: undefined };
    this.#unfinished.set(key, datagram);
    return datagram;
  }
}

function wholeOf({ pieces, total }: Unfinished): Uint8Array | undefined {
  if (total === undefined || bytesIn(pieces) < total) return undefined;
  const whole = new Uint8Array(total);
  let filled = 0;
  for (const [offset, piece] of [...pieces].sort(([a], [b]) => a - b)) {
    if (offset > filled || offset + piece.length > total) return undefined;
    whole.set(piece, offset);
    filled = Math.max(filled, offset + piece.length);
  }
  return filled === total ? whole : undefined;
}

function bytesIn(pieces: Map<number, Uint8Array>): number {
  return [...pieces.values()].reduce((sum, piece) => sum + piece.length, 0);
}
