/** The frames of a run, read once more: who sent each, and which of them holds an event of the conversation. */
import { otherRole } from '../spec/task.ts';
import type { Role } from '../spec/task.ts';
import type { CapturedFrame } from './frame-recorder.ts';
import { PacketReader } from './packet.ts';
import type { Packet, TcpSegment } from './packet.ts';
import type { Conversation, Endpoint, WireEvent } from './record.ts';

export interface ReadFrame {
  /** Milliseconds since the run began. */
  at: number;
  packet: Packet;
  /** Whose program sent it. */
  from: Role;
  /** 1, 2, …: connections, and pairs of endpoints that send each other datagrams, in the order of their first packet. */
  flow: number;
  /** True of the SYN that opens a connection, and of the first datagram between two endpoints. */
  opens: boolean;
}

/** One for each frame; undefined for what is no packet of a connection or datagram whose beginning is among the frames. */
export function readFrames(frames: readonly CapturedFrame[]): (ReadFrame | undefined)[] {
  const reader = new PacketReader();
  const flows = new Flows();
  return frames.map(({ bytes, at }) => {
    const packet = reader.read(bytes, at);
    return packet && flows.place(packet, at);
  });
}

interface Flow {
  id: number;
  client: Endpoint;
  /** The sequence number of the client's SYN; undefined for datagrams. */
  initial: number | undefined;
  ended: boolean;
}

class Flows {
  readonly #latest = new Map<string, Flow>();
  #count = 0;

  place(packet: Packet, at: number): ReadFrame | undefined {
    const known = this.#latest.get(keyOf(packet));
    const opens =
      packet.kind === 'tcp' ? beginsAnew(packet, known) : packet.kind === 'udp' && known === undefined;
    const flow = opens ? this.#begin(packet) : known;
    if (flow === undefined) return undefined;
    if (packet.kind === 'tcp' && (packet.flags.fin || packet.flags.rst)) flow.ended = true;
    const sender: Role = isSame(packet.src, flow.client) ? 'client' : 'server';
    // ICMP comes from where the datagram that it is about went.
    const from = packet.kind === 'port-unreachable' ? otherRole(sender) : sender;
    return { at, packet, from, flow: flow.id, opens };
  }

  /** The side that speaks first is the client. */
  #begin(packet: Packet): Flow {
    const initial = packet.kind === 'tcp' ? packet.seq : undefined;
    const flow = { id: ++this.#count, client: packet.src, initial, ended: false };
    this.#latest.set(keyOf(packet), flow);
    return flow;
  }
}

/** A SYN that repeats the known one does not, and neither does the other half of a simultaneous open (RFC 9293 section 3.5). */
function beginsAnew({ flags, seq, src }: TcpSegment, known: Flow | undefined): boolean {
  if (!flags.syn || flags.ack) return false;
  if (known === undefined) return true;
  return isSame(src, known.client) ? seq !== known.initial : known.ended;
}

/** The same for both directions. */
function keyOf({ kind, src, dst }: Packet): string {
  const [a, b] = [`${src.address} ${src.port}`, `${dst.address} ${dst.port}`].sort();
  return `${kind === 'tcp' ? 'tcp' : 'udp'} ${a} ${b}`;
}

const isSame = (a: Endpoint, b: Endpoint) => a.port === b.port && a.address === b.address;

/** An event of a conversation: the connection's id and the event's index. Datagrams have connection 0 and their own index. */
export interface EventPlace {
  connection: number;
  event?: number;
}

/**
 * The index of the frame that holds the event. Where no event is named, the connection's first frame or its last.
 * Undefined where there is no such frame. `frames` are those that the conversation was read from, or made up from.
 */
export function frameOf(
  place: EventPlace,
  conversation: Conversation,
  frames: readonly (ReadFrame | undefined)[],
  otherwise: 'first' | 'last' = 'first',
): number | undefined {
  if (place.connection === 0) return frameOfDatagram(place.event ?? 0, conversation, frames);
  const connection = conversation.connections.find(({ id }) => id === place.connection);
  if (connection === undefined) return undefined;
  // By its time, which is the SYN's own: a client may use its port again, and what a server's port is called may differ.
  const { startedAt, client } = connection;
  const first = frames.findIndex(
    (frame) => frame?.opens === true && frame.at === startedAt && isSame(frame.packet.src, client),
  );
  const flow = frames[first]?.flow;
  if (flow === undefined) return undefined;
  const event = place.event === undefined ? undefined : connection.events[place.event];
  if (event) return nearest(frames, flow, event) ?? first;
  return otherwise === 'first' ? first : frames.findLastIndex((frame) => frame?.flow === flow);
}

function frameOfDatagram(
  index: number,
  { datagrams }: Conversation,
  frames: readonly (ReadFrame | undefined)[],
): number | undefined {
  const datagram = datagrams[index];
  const found = frames.findIndex(
    (frame) =>
      frame?.packet.kind === 'udp' &&
      frame.at === datagram?.at &&
      frame.packet.payload.length === datagram.bytes.length,
  );
  return found < 0 ? undefined : found;
}

/** The event has the time of its frame; bytes that came out of order have that of the frame which filled the gap before them. */
function nearest(
  frames: readonly (ReadFrame | undefined)[],
  flow: number,
  event: WireEvent,
): number | undefined {
  let best: number | undefined;
  let distance = Infinity;
  for (const [index, frame] of frames.entries()) {
    if (frame?.flow !== flow || frame.from !== event.from || !holds(frame.packet, event.kind)) continue;
    const away = Math.abs(frame.at - event.at);
    if (away < distance) [best, distance] = [index, away];
  }
  return best;
}

function holds(packet: Packet, kind: WireEvent['kind']): boolean {
  if (packet.kind !== 'tcp') return false;
  const { flags, payload } = packet;
  switch (kind) {
    case 'open':
      return flags.ack && !flags.syn;
    case 'data':
      return payload.length > 0;
    case 'fin':
    case 'rst':
      return flags[kind];
  }
}
