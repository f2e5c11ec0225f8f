/** Where a run takes place. Two implementations: `private/` (a network namespace a run) and `host/`. */
import type { Readable, Writable } from 'node:stream';
import type { Socket } from 'node:net';
import type { FrameRecorder } from '../capture/frame-recorder.ts';
import type { Conversation, Ending, Endpoint, Trouble } from '../capture/record.ts';
import type { Program } from '../submission/submission.ts';
import type { Confine } from '../submission/tools.ts';
import type { Family, Transport } from '../spec/task.ts';
import type { CallTraces } from './linux/call-traces.ts';
import type { NetTables } from './linux/net-tables.ts';
import type { Tracing } from './linux/strace.ts';

/** Where a server is to wait, and the reference does. */
export interface Spot {
  /** The spec's port; for `any`, the port that the programs have written into them; 0 for a path. */
  port: number;
  /** With the family `unix`: the path of the socket, from the folder that the programs run in. */
  path?: string | undefined;
}

export interface PlaceRequest extends Spot {
  transport: Transport;
  family: Family;
  /** The run's own copy of the student's folder. The only folder of the harness that its programs see. */
  folder: string;
  /** Programs of the student that will be started. The host network picks ports by them. */
  programs: Program[];
  /** Gets the run's frames, where the capture is wanted as a file. */
  recorder?: FrameRecorder | undefined;
  /** Gets the programs' socket calls, where they are wanted. */
  traces?: CallTraces | undefined;
}

/** A program running in a place. */
export interface Process {
  /** As the harness sees it; of the sandbox's outermost process, where there is one. */
  readonly pid: number;
  readonly command: string[];
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves once the program has ended, and all that it started with it. Never rejects. Its time is the place's clock. */
  readonly ended: Promise<Ending>;
  /** Resolves once nobody holds its output any more: all that was printed has come. Never rejects. */
  readonly closed: Promise<void>;
  /** Bytes typed and not yet read by the program; undefined where that cannot be told. */
  unreadTyping(): number | undefined;
  /** Bytes printed and not yet read by the harness; 0 where that cannot be told. */
  unreadOutput(): number;
  kill(signal: NodeJS.Signals): void;
}

/** A connection as the reference holds it; half-open is allowed on it. */
export interface ReferenceListener {
  readonly at: Endpoint;
  onConnection(take: (socket: Socket) => void): void;
  close(): void;
}

/** A datagram socket of the reference's. Ports are those by which the run calls them. */
export interface ReferenceDatagrams {
  readonly port: number;
  onMessage(take: (bytes: Buffer, from: Endpoint) => void): void;
  /** Resolves once it is sent, or cannot be. A server that waits on a wildcard is found by it. */
  send(bytes: Uint8Array, to: Endpoint): Promise<void>;
  close(): void;
}

export interface Place extends AsyncDisposable {
  readonly network: 'private' | 'host';
  /** Milliseconds since the place was opened, the clock of all records. */
  now(): number;
  /** Starts a student's program. `peerPort`, `peerPath`: where its server waits, for a client. */
  start(program: Program, options: { peerPort?: number; peerPath?: string; limits: Limits }): Process;
  /** Opens the reference server's socket. `port` as the spec has it or as the student's client dials; of no account for a path. */
  listen(port: number): Promise<ReferenceListener>;
  /** Connects the reference client to a server that was seen to listen at `to`. */
  connect(to: Endpoint): Promise<Socket>;
  /** Opens a datagram socket for the reference: on the server's `port`, or on any for a client (0). */
  datagrams(port: number): Promise<ReferenceDatagrams>;
  /** Ends every process of the run, also one that went its own way, and waits until all they printed has come. Bounded in time. */
  endPrograms(): Promise<void>;
  /** The conversation so far. */
  conversation(): Conversation;
  /** Bytes and packets seen so far: a cheap sign that something happened on the wire. */
  activity(): number;
  /** Connections tried so far, refused ones too. */
  connectionCount(): number;
  /**
   * Bytes that were seen on the wire from one endpoint to the other and are not acknowledged yet. What a socket has sent beyond these
   * is still on its way. Undefined where packets are not seen.
   */
  unacknowledged(from: Endpoint, to: Endpoint): number | undefined;
  /** The kernel's tables of sockets as seen from the place; undefined where there are none (not Linux). */
  readonly tables: NetTables | undefined;
  readonly trouble: Trouble[];
}

export interface Limits {
  /** Seconds of processor time (RLIMIT_CPU). */
  cpuSeconds: number;
  /** Bytes (RLIMIT_FSIZE). */
  fileBytes: number;
  processes: number;
}

export interface Network {
  readonly kind: 'private' | 'host';
  /** What this network can and cannot do on this machine; one sentence each, with the remedy. */
  readonly notes: string[];
  open(request: PlaceRequest): Promise<Place>;
  /** Wraps a compiler, so that it sees no more of the machine than a student's program does; absent where nothing can. */
  confine?: Confine;
  /** Whether the socket calls of programs can be seen here. Found out once, by doing it. */
  tracing(): Tracing;
  /** Which role a run needs that this network cannot carry out, in words; undefined if it can. */
  cannot(request: PlaceRequest): string | undefined;
}
