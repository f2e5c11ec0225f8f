/**
 * Packets for what a relay saw: bytes, half-closes and resets with their times, and no headers. The packets say the same,
 * with headers as they may have been; and over unix sockets, where there are no packets, as they would be over TCP.
 */
import { parseAddress } from './address.ts';
import { withChecksums } from './checksums.ts';
import type { CapturedFrame } from './frame-recorder.ts';
import { PROTOCOL_TCP } from './ip.ts';
import type { Connection, Conversation, WireEvent } from './record.ts';
import { otherRole } from '../spec/task.ts';
import type { Role } from '../spec/task.ts';

/** In the order of their times. Connections only, since a relay sees no datagrams. */
export function madeUpFrames({ connections }: Conversation): CapturedFrame[] {
  return connections.flatMap(framesOf).sort((a, b) => a.at - b.at);
}

const STANDS_FOR_PATHS = '127.0.0.1';
const FIRST_CLIENT_PORT = 50_000;
const FIRST_SERVER_PORT = 60_000;

/** The conversation with addresses and ports for the paths of unix sockets, and which port stands for which path. */
export function withPorts(conversation: Conversation): {
  conversation: Conversation;
  ports: Map<string, number>;
} {
  const ports = new Map<string, number>();
  const connections = conversation.connections.map((one) => {
    if (one.server.port !== 0) return one;
    const path = one.server.address;
    const port = ports.get(path) ?? FIRST_SERVER_PORT + ports.size;
    ports.set(path, port);
    return {
      ...one,
      client: { address: STANDS_FOR_PATHS, port: FIRST_CLIENT_PORT + one.id },
      server: { address: STANDS_FOR_PATHS, port },
    };
  });
  return { conversation: { ...conversation, connections }, ports };
}

/** What fits into a packet of the loopback beside its headers, and into a window that is not scaled. */
const LARGEST_PAYLOAD = 65_483;

function framesOf(connection: Connection): CapturedFrame[] {
  const wire = MadeUpWire.between(connection);
  if (wire === undefined) return [];
  wire.send('client', connection.startedAt, { syn: true });
  if (connection.outcome === 'refused') wire.send('server', connection.startedAt, { rst: true });
  for (const event of connection.events) addEvent(wire, event);
  return wire.frames;
}

function addEvent(wire: MadeUpWire, event: WireEvent): void {
  const { kind, at, from } = event;
  if (kind === 'open') {
    wire.send('server', at, { syn: true });
    wire.send('client', at, {});
  } else if (kind === 'rst') {
    wire.send(from, at, { rst: true });
  } else if (kind === 'fin') {
    wire.send(from, at, { fin: true });
    wire.send(otherRole(from), at, {});
  } else {
    for (let offset = 0; offset < event.bytes.length; offset += LARGEST_PAYLOAD) {
      wire.send(from, at, { payload: event.bytes.subarray(offset, offset + LARGEST_PAYLOAD) });
      wire.send(otherRole(from), at, {});
    }
  }
}

interface Segment {
  syn?: true;
  fin?: true;
  rst?: true;
  payload?: Uint8Array;
}

/** Both sides of a connection: what each has sent. Sequence numbers begin at 0. */
class MadeUpWire {
  readonly frames: CapturedFrame[] = [];
  readonly #ends: Record<Role, { address: Uint8Array; port: number }>;
  readonly #sent: Record<Role, number> = { client: 0, server: 0 };

  private constructor(ends: Record<Role, { address: Uint8Array; port: number }>) {
    this.#ends = ends;
  }

  /** Undefined where the endpoints have no IP addresses. */
  static between({ client, server }: Connection): MadeUpWire | undefined {
    const [from, to] = [parseAddress(client.address), parseAddress(server.address)];
    if (from === undefined || to?.length !== from.length) return undefined;
    return new MadeUpWire({
      client: { address: from, port: client.port },
      server: { address: to, port: server.port },
    });
  }

  send(from: Role, at: number, segment: Segment): void {
    const [src, dst] = [this.#ends[from], this.#ends[otherRole(from)]];
    const tcp = this.#header(from, segment);
    tcp.writeUInt16BE(src.port, 0);
    tcp.writeUInt16BE(dst.port, 2);
    const payload = segment.payload ?? new Uint8Array();
    const bytes = Buffer.concat([
      ipHeader(src.address, dst.address, tcp.length + payload.length),
      tcp,
      payload,
    ]);
    this.frames.push({ bytes: withChecksums(bytes), at });
    this.#sent[from] += payload.length + (segment.syn === true ? 1 : 0) + (segment.fin === true ? 1 : 0);
  }

  /** RFC 9293 section 3.1. All but the first SYN acknowledges what the other side has sent. */
  #header(from: Role, { syn, fin, rst, payload }: Segment): Buffer {
    const acknowledges = from === 'server' || syn === undefined;
    const tcp = Buffer.alloc(20);
    tcp.writeUInt32BE(this.#sent[from] % 2 ** 32, 4);
    tcp.writeUInt32BE(acknowledges ? this.#sent[otherRole(from)] % 2 ** 32 : 0, 8);
    tcp[12] = (tcp.length / 4) << 4;
    tcp[13] = (fin ? 1 : 0) | (syn ? 2 : 0) | (rst ? 4 : 0) | (payload ? 8 : 0) | (acknowledges ? 16 : 0);
    tcp.writeUInt16BE(0xffff, 14);
    return tcp;
  }
}

const HOP_LIMIT = 64;

function ipHeader(src: Uint8Array, dst: Uint8Array, payloadBytes: number): Uint8Array {
  return src.length === 4 ? ipv4Header(src, dst, payloadBytes) : ipv6Header(src, dst, payloadBytes);
}

function ipv4Header(src: Uint8Array, dst: Uint8Array, payloadBytes: number): Uint8Array {
  const header = Buffer.alloc(20);
  header[0] = 0x45;
  header.writeUInt16BE(header.length + payloadBytes, 2);
  header.writeUInt16BE(0x4000, 6); // Not to be cut.
  header[8] = HOP_LIMIT;
  header[9] = PROTOCOL_TCP;
  header.set(src, 12);
  header.set(dst, 16);
  return header;
}

function ipv6Header(src: Uint8Array, dst: Uint8Array, payloadBytes: number): Uint8Array {
  const header = Buffer.alloc(40);
  header[0] = 0x60;
  header.writeUInt16BE(payloadBytes, 4);
  header[6] = PROTOCOL_TCP;
  header[7] = HOP_LIMIT;
  header.set(src, 8);
  header.set(dst, 24);
  return header;
}
