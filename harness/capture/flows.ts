/** Packets as connections and datagrams: what a packet socket saw becomes a conversation. */
import { otherRole } from '../spec/task.ts';
import type { Role } from '../spec/task.ts';
import { ConversationLog } from './conversation-log.ts';
import type { ConnectionLog, TrafficLimits } from './conversation-log.ts';
import { PacketReader } from './packet.ts';
import type { Packet, PortUnreachable, TcpSegment, UdpDatagram } from './packet.ts';
import type { Conversation, Endpoint } from './record.ts';
import { TcpStream } from './tcp-stream.ts';

export interface FlowOptions {
  limits?: TrafficLimits;
  /**
   * Which ports belong to the run, where others are seen too: a connection counts by the port that its client tries, a
   * datagram by either port. All ports if left out.
   */
  watches?: (port: number) => boolean;
  /** True: ICMP messages are datagrams of the conversation. */
  echoes?: boolean;
  /** Gets each frame that belongs to the run, for as long as the call lasts: to save it, for instance. */
  tap?: ((frame: Uint8Array, atMs: number) => void) | undefined;
}

interface Flow {
  log: ConnectionLog;
  client: Endpoint;
  server: Endpoint;
  /** By who sends. A side is missing until its SYN was seen. */
  streams: Partial<Record<Role, TcpStream>>;
}

export class FlowTable {
  readonly #log: ConversationLog;
  readonly #reader: PacketReader;
  readonly #watches: (port: number) => boolean;
  readonly #tap: FlowOptions['tap'];
  /** The latest connection between two endpoints; either direction leads to it. */
  readonly #flows = new Map<string, Flow>();
  readonly #streams: TcpStream[] = [];
  /** Who has sent a datagram to one of the run's ports. */
  readonly #askers = new Set<string>();

  constructor(options: FlowOptions = {}) {
    this.#log = new ConversationLog(options.limits);
    this.#reader = new PacketReader({ echoes: options.echoes ?? false });
    this.#watches = options.watches ?? (() => true);
    this.#tap = options.tap;
  }

  /** Takes a frame of the loopback, or a bare IP packet. `frame` may be reused by the caller afterwards. */
  add(frame: Uint8Array, atMs: number): void {
    const packet = this.#reader.read(frame, atMs);
    if (packet && this.#addPacket(packet)) this.#tap?.(frame, atMs);
  }

  /** Grows with every new byte, datagram, connection, FIN and RST; not with repetitions, probes and acknowledgements. */
  activity(): number {
    return this.#log.activity;
  }

  /** Connections tried so far, refused ones too. */
  get connectionCount(): number {
    return this.#log.connectionCount;
  }

  /** Bytes seen from one endpoint to the other and not yet acknowledged; undefined for a connection that was not seen. */
  unacknowledged(from: Endpoint, to: Endpoint): number | undefined {
    const flow = this.#flows.get(keyOf(from, to));
    return flow?.streams[isSame(from, flow.client) ? 'client' : 'server']?.unacknowledged;
  }

  /** The conversation so far. Bytes still missing from a stream count as lost. */
  conversation(): Conversation {
    const missing = this.#streams.reduce((sum, stream) => sum + stream.missing, 0);
    return this.#log.snapshot(this.#reader.lost + missing);
  }

  /** Whether the packet belongs to the run. */
  #addPacket(packet: Packet): boolean {
    if (packet.kind === 'tcp') return this.#addSegment(packet);
    if (!this.#isWatched(packet)) return false;
    if (packet.kind === 'udp') this.#addDatagram(packet);
    else this.#addUnreachable(packet);
    return true;
  }

  /** A server may answer from another socket than the one that it waits at. */
  #isWatched({ kind, src, dst }: UdpDatagram | PortUnreachable): boolean {
    if (kind === 'udp' && this.#watches(dst.port)) this.#askers.add(endpointKey(src));
    return this.#watches(src.port) || this.#watches(dst.port) || this.#askers.has(endpointKey(dst));
  }

  #addDatagram({ src, dst, payload, at, ttl }: UdpDatagram): void {
    this.#log.datagram(src, dst, payload, at, ttl);
  }

  #addUnreachable({ src, dst, length }: PortUnreachable): void {
    this.#log.unreachable(src, dst, length);
  }

  #addSegment(segment: TcpSegment): boolean {
    const known = this.#flows.get(keyOf(segment.src, segment.dst));
    const flow = beginsAnew(segment, known) ? this.#begin(segment) : known;
    // Segments of a connection whose SYN was not seen are the end of one that began before the run.
    if (flow === undefined) return false;
    const from: Role = isSame(segment.src, flow.client) ? 'client' : 'server';
    if (segment.flags.rst) reset(flow, from, segment.at);
    else this.#advance(flow, from, segment);
    return true;
  }

  #begin({ src, dst, at }: TcpSegment): Flow | undefined {
    if (!this.#watches(dst.port)) return undefined;
    const log = this.#log.begin(src, dst, at);
    if (log === undefined) return undefined;
    const flow: Flow = { log, client: src, server: dst, streams: {} };
    this.#flows.set(keyOf(src, dst), flow);
    this.#flows.set(keyOf(dst, src), flow);
    return flow;
  }

  #advance(flow: Flow, from: Role, { seq, ack, flags, payload, at }: TcpSegment): void {
    const stream = flags.syn ? this.#synchronize(flow, from, seq) : flow.streams[from];
    stream?.add(flags.syn ? seq + 1 : seq, payload, flags.fin);
    if (flags.ack) acknowledge(flow, from, ack, at);
    if (flow.log.outcome !== 'established') return;
    for (const piece of stream?.take() ?? []) {
      if (piece.bytes.length > 0) flow.log.data(from, piece.bytes, at);
      if (piece.fin) flow.log.fin(from, at);
    }
  }

  #synchronize(flow: Flow, from: Role, seq: number): TcpStream {
    const known = flow.streams[from];
    if (known) return known;
    const stream = new TcpStream(seq);
    flow.streams[from] = stream;
    this.#streams.push(stream);
    // A client may hit its own port by luck, and is then connected with itself: one stream, sent and received by it.
    if (isSame(flow.client, flow.server)) flow.streams.server = stream;
    return stream;
  }
}

/**
 * A SYN opens a new connection unless it repeats the one that is known, or is the other half of a simultaneous open
 * (RFC 9293 section 3.5).
 */
function beginsAnew({ flags, seq, src }: TcpSegment, known: Flow | undefined): boolean {
  if (!flags.syn || flags.ack) return false;
  if (known === undefined) return true;
  const stream = known.streams[isSame(src, known.client) ? 'client' : 'server'];
  return stream ? !stream.isInitial(seq) : known.log.over;
}

/** The handshake is complete when the client acknowledges the server's SYN. */
function acknowledge(flow: Flow, from: Role, ack: number, at: number): void {
  const stream = flow.streams[otherRole(from)];
  if (!stream) return;
  if (from === 'client' && stream.isAcknowledged(ack)) flow.log.opened(at);
  if (flow.log.outcome === 'established') stream.acknowledge(ack);
}

/** RST from where no SYN has come: nobody listens there. */
function reset(flow: Flow, from: Role, at: number): void {
  if (from === 'server' && flow.streams.server === undefined) flow.log.refused();
  else flow.log.rst(from, at);
}

const endpointKey = ({ address, port }: Endpoint) => `${address} ${port}`;

const keyOf = (src: Endpoint, dst: Endpoint) => `${src.address} ${src.port} ${dst.address} ${dst.port}`;

const isSame = (a: Endpoint, b: Endpoint) => a.port === b.port && a.address === b.address;
