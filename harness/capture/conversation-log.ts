/** Writes a conversation down as it goes on, from packets or from a relay, within bounds of memory. */
import { otherRole } from '../spec/task.ts';
import type { Role } from '../spec/task.ts';
import type { Connection, Conversation, Datagram, Endpoint } from './record.ts';

/** What is kept of one run. What goes beyond is counted and not kept; a program may send without end. */
export interface TrafficLimits {
  /** Bytes of payload. */
  bytes: number;
  /** Data events, datagrams and connections together. */
  entries: number;
}

const DEFAULT_TRAFFIC_LIMITS: TrafficLimits = { bytes: 64 * 1024 * 1024, entries: 50_000 };

/** The conversation of one run. */
export class ConversationLog {
  readonly #limits: TrafficLimits;
  readonly #connections: ConnectionLog[] = [];
  readonly #datagrams: Datagram[] = [];
  #seenBytes = 0;
  #seenEntries = 0;
  #keptBytes = 0;
  #keptEntries = 0;

  constructor(limits: TrafficLimits = DEFAULT_TRAFFIC_LIMITS) {
    this.#limits = limits;
  }

  /** Bytes and entries seen so far, kept or not. Grows with everything new, and with nothing else. */
  get activity(): number {
    return this.#seenBytes + this.#seenEntries;
  }

  /** Entries that were counted and not kept. */
  get dropped(): number {
    return this.#seenEntries - this.#keptEntries;
  }

  /** A client tries to connect. Undefined where no more are kept. */
  begin(client: Endpoint, server: Endpoint, at: number): ConnectionLog | undefined {
    if (!this.admit(0)) return undefined;
    const id = this.#connections.length + 1;
    const connection = new ConnectionLog(this, {
      id,
      client,
      server,
      startedAt: at,
      outcome: 'unanswered',
      events: [],
    });
    this.#connections.push(connection);
    return connection;
  }

  /** `bytes` may be reused by the caller afterwards. */
  datagram(from: Endpoint, to: Endpoint, bytes: Uint8Array, at: number, ttl?: number): void {
    if (!this.admit(bytes.length)) return;
    const known = ttl === undefined ? {} : { ttl };
    this.#datagrams.push({ at, from, to, bytes: new Uint8Array(bytes), unreachable: false, ...known });
  }

  /** Nobody has the port that the latest such datagram went to. `length` left out: whatever its length. */
  unreachable(from: Endpoint, to: Endpoint, length?: number): void {
    this.note();
    const datagram = this.#datagrams.findLast(
      (candidate) =>
        !candidate.unreachable &&
        (length === undefined || candidate.bytes.length === length) &&
        isSameEndpoint(candidate.from, from) &&
        isSameEndpoint(candidate.to, to),
    );
    if (datagram) datagram.unreachable = true;
  }

  /** Whether one more entry with so many bytes is kept. Counts it in any case. */
  admit(bytes: number): boolean {
    this.#seenEntries += 1;
    this.#seenBytes += bytes;
    const fits = this.#keptEntries < this.#limits.entries && this.#keptBytes + bytes <= this.#limits.bytes;
    if (!fits) return false;
    this.#keptEntries += 1;
    this.#keptBytes += bytes;
    return true;
  }

  /** Something that takes no memory worth counting: the opening and the end of a connection. */
  note(): void {
    this.#seenEntries += 1;
    this.#keptEntries += 1;
  }

  get connectionCount(): number {
    return this.#connections.length;
  }

  /** The conversation so far; what comes later does not change it. Listeners are not known here. */
  snapshot(lost: number): Conversation {
    const conversation: Conversation = {
      listeners: [],
      connections: this.#connections.map((connection) => connection.snapshot()),
      datagrams: this.#datagrams.map((datagram) => ({ ...datagram })),
      lost,
    };
    return this.dropped === 0 ? conversation : { ...conversation, dropped: this.dropped };
  }
}

/** One connection of a conversation that is being written down. */
export class ConnectionLog {
  readonly #log: ConversationLog;
  readonly #record: Connection;
  readonly #closed = { fin: new Set<Role>(), rst: new Set<Role>() };

  constructor(log: ConversationLog, record: Connection) {
    this.#log = log;
    this.#record = record;
  }

  get outcome(): Connection['outcome'] {
    return this.#record.outcome;
  }

  /** True once nothing more can come: refused, reset, or closed by both sides. */
  get over(): boolean {
    const { fin, rst } = this.#closed;
    return this.outcome === 'refused' || rst.size > 0 || fin.size === 2;
  }

  /** The handshake is complete. */
  opened(at: number): void {
    if (this.outcome === 'established') return;
    this.#record.outcome = 'established';
    this.#note({ kind: 'open', at, from: 'client' });
  }

  /** RST answered the SYN. */
  refused(): void {
    if (this.outcome !== 'unanswered') return;
    this.#record.outcome = 'refused';
    this.#log.note();
  }

  /** `bytes` may be reused by the caller afterwards. */
  data(from: Role, bytes: Uint8Array, at: number): void {
    if (!this.#log.admit(bytes.length)) return;
    this.#record.events.push({ kind: 'data', at, from, bytes: new Uint8Array(bytes) });
  }

  /** Written once for each side. */
  fin(from: Role, at: number): void {
    this.#end('fin', from, at);
  }

  /** Written once for each side, and not behind the FIN of both. */
  rst(from: Role, at: number): void {
    const { fin } = this.#closed;
    if (fin.has(from) && fin.has(otherRole(from))) return;
    this.#end('rst', from, at);
  }

  snapshot(): Connection {
    return { ...this.#record, events: [...this.#record.events] };
  }

  #end(kind: 'fin' | 'rst', from: Role, at: number): void {
    if (this.#closed[kind].has(from)) return;
    this.#closed[kind].add(from);
    this.#note({ kind, at, from });
  }

  #note(event: Connection['events'][number]): void {
    this.#record.events.push(event);
    this.#log.note();
  }
}

function isSameEndpoint(a: Endpoint, b: Endpoint): boolean {
  return a.port === b.port && a.address === b.address;
}
