/**
 * The record of a run: all that was seen, and no opinion on it. `run` writes it, `judge` reads it; it can be
 * saved and judged again. Times are milliseconds since the run began, with fractions.
 */
import type { Role } from '../spec/task.ts';
import type { SocketCalls } from './calls/socket-calls.ts';

/** Whose program plays a role. */
export type Player = 'student' | 'reference';

export interface Endpoint {
  /** An IP address in its usual notation, or the path of a unix socket. */
  address: string;
  /** 0 for a unix socket. */
  port: number;
}

export type WireEvent =
  | { kind: 'open'; at: number; from: 'client' }
  | { kind: 'data'; at: number; from: Role; bytes: Uint8Array }
  | { kind: 'fin'; at: number; from: Role }
  | { kind: 'rst'; at: number; from: Role };

/** One attempt of a client to connect, and what became of it. Sides are named by who connects and who listens. */
export interface Connection {
  /** 1, 2, … in the order of the first packet. */
  id: number;
  client: Endpoint;
  server: Endpoint;
  startedAt: number;
  /** `refused`: nobody listened there (RST answered the SYN). `unanswered`: no answer until the run ended. */
  outcome: 'established' | 'refused' | 'unanswered';
  /** In the order seen; data events as they came, never cut into messages (TCP has none). */
  events: WireEvent[];
}

export interface Datagram {
  at: number;
  from: Endpoint;
  to: Endpoint;
  bytes: Uint8Array;
  /** True where ICMP said that nobody has the port. */
  unreachable: boolean;
  /** Time to live, of an ICMP message; `bytes` are all of it then, and a port its identifier (`echo.ts`). */
  ttl?: number;
}

/** A socket in LISTEN (TCP, unix) or bound (UDP), seen in a program of the run. */
export interface Listener {
  role: Role;
  by: Player;
  transport: 'tcp' | 'udp' | 'unix';
  address: string;
  port: number;
  at: number;
}

export interface Conversation {
  listeners: Listener[];
  connections: Connection[];
  datagrams: Datagram[];
  /** Packets or bytes that the capture knows it missed. Above 0 the run cannot be judged. */
  lost: number;
  /** Data events, datagrams and connections beyond what is kept of one run: seen, counted, and not in here. */
  dropped?: number;
}

/** What a thread of a program was blocked in when the run came to rest. */
export type WaitKind =
  | 'accept'
  | 'receive'
  | 'connect'
  | 'send'
  | 'keyboard'
  | 'thread'
  | 'child'
  | 'events'
  | 'pause'
  | 'running'
  | 'other';

export interface Wait {
  on: WaitKind;
  /** The thread's name as the kernel has it. */
  thread: string;
  /** Sockets it waits on (`accept`, `receive`, `send`, `events`). */
  sockets: { local: Endpoint; peer: Endpoint | undefined; unread: number }[];
}

/**
 * Why a run came to its end; the first cause is kept. `finished`: all programs ended by themselves. `at-rest`: nothing more would have
 * happened. `silent`: the same, guessed from silence where the kernel cannot be asked. `spinning`: a program used the processor and did
 * nothing that could be seen.
 */
export type RunCause =
  | 'finished'
  | 'at-rest'
  | 'silent'
  | 'time-limit'
  | 'spinning'
  | 'too-much-output'
  | 'too-much-traffic'
  | 'too-much-memory'
  | 'too-many-processes'
  | 'cancelled';

/** Why the harness ended a program that was still running. `run-over`: its run came to its end for another's reason. */
export type StopReason = Exclude<RunCause, 'finished'> | 'run-over';

export type Ending =
  | { kind: 'exited'; code: number; at: number }
  | { kind: 'signalled'; signal: string; at: number }
  | { kind: 'stopped'; why: StopReason; at: number }
  | { kind: 'not-started'; error: string };

export interface TypedLine {
  at: number;
  text: string;
  /** `script`: a line of the scenario. `answer`: the answer to a prompt for an address, a port or a name. `leave`: to end the program. */
  purpose: 'script' | 'answer' | 'leave';
  /** What the program had printed since the line before. */
  prompt: string;
}

export interface ProgramRecord {
  role: Role;
  by: Player;
  /** 1, 2, … where a run has several clients. */
  instance: number;
  /** When it was started. */
  startedAt?: number;
  /** What was started, as the student would type it; empty for a reference in-process. */
  command: string[];
  ending: Ending;
  stdout: string;
  stderr: string;
  /** Bytes of output that were dropped above the cap. */
  outputDropped: number;
  typed: TypedLine[];
  /** True once the keyboard was closed (end of file on stdin) to let the program go. */
  keyboardClosed: boolean;
  /** When that was. What the program said or closed after it, or after a line typed to `leave`, it did only because it was let go. */
  keyboardClosedAt?: number;
  /** What it was blocked in when the run came to rest, one per thread that matters; empty if it ended by itself. */
  waits: Wait[];
  /** Where its threads stood when it was ended, in the words of its interpreter (Python, Java); empty where it did not tell. */
  stacks: string;
  /** Milliseconds of processor time. */
  cpuMs: number;
  /** The calls that it made on its sockets, where they were asked for and could be seen. */
  calls?: SocketCalls;
}

/** Bytes that arrived at a program and that it never read, seen when the run came to rest. */
export interface Unread {
  role: Role;
  local: Endpoint;
  peer: Endpoint;
  bytes: number;
}

/** The harness's own trouble: with any of these a run is `inconclusive`. */
export interface Trouble {
  code:
    | 'capture-lost'
    | 'port-taken'
    | 'port-needs-rights'
    | 'not-here'
    | 'starved'
    | 'stood-still'
    | 'cannot-start'
    | 'cannot-watch'
    | 'internal';
  message: string;
  remedy?: string;
}

/** Something the harness did to keep grading where a plain peer would have given up. */
export type Nudge =
  /** The reference ended its message with a line feed after the program had read it and waited for more. */
  | { kind: 'line-end'; at: number; role: Role }
  /** The reference half-closed after the program had waited for more without answering. */
  | { kind: 'half-close'; at: number; role: Role };

/** A part of a message that the reference sent by itself, when the one before it had been read. */
export interface Piece {
  at: number;
  client: number;
  /** False where the kernel still held bytes that the program had not read. */
  read: boolean;
}

export interface SavedFile {
  name: string;
  bytes: number;
  /** Lower-case hex. */
  sha256: string;
}

export interface GaveUp {
  role: Role;
  waitingFor: 'connection' | 'message' | 'close';
  at: number;
  /** In whose conversation, where a run has several clients: 1, 2, … */
  client?: number;
}

export interface RunRecord {
  task: string;
  scenario: string;
  network: 'private' | 'host';
  seed: number;
  /**
   * When the run began, by the machine's clock: ISO 8601 with its offset from UTC, since programs print local time
   * (`2026-03-01T14:05:00.250+01:00`). All `at` are counted from here.
   */
  startedAt: string;
  cause: RunCause;
  durationMs: number;
  programs: ProgramRecord[];
  conversation: Conversation;
  /** The connections still half open when the run came to rest, by who had not closed its side. */
  leftOpen: { connection: number; by: Role }[];
  unread: Unread[];
  /** The clients' ends of connections that waited in a server's backlog to the last, and were never accepted. */
  unaccepted?: Endpoint[];
  nudges: Nudge[];
  /** Where messages were sent in pieces: each but the first of a message. */
  pieces?: Piece[];
  /** Where clients had to wait in the backlog: until when the server was held still. */
  heldUntil?: number;
  /** What the reference gave up on: it waited for bytes that never came. */
  gaveUp: GaveUp[];
  trouble: Trouble[];
  /** Files that the task asks a student's program to keep, as they lay in its folder in the end. */
  saved?: SavedFile[];
  /** Why the programs' socket calls could not be seen, where they were asked for; one sentence, with the remedy. */
  callsUnseen?: string;
}
