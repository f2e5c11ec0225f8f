/** What a reference is written over: receive, send and close, so that it can be read in class. */
import type { Socket } from 'node:net';

export interface Peer {
  /**
   * The next thing that the other side says: all of it, until it waits for us in turn, without a line end behind it.
   * `undefined` once the other side has closed. TCP has no messages (RFC 9293, 3.7): a turn is what stands in for one.
   */
  receive(): Promise<string | undefined>;
  /** The same, byte for byte; where the task has framing, the next message without it. */
  receiveBytes(): Promise<Buffer | undefined>;
  /** Says something. A line end or length prefix that the other side uses is used for it too; one that the task asks for always. */
  send(message: string | Uint8Array): Promise<void>;
  /** Hands the connection over to a library that speaks for us (HTTP, for instance), until its promise is settled. */
  lend<Result>(library: (socket: Socket) => Promise<Result>): Promise<Result>;
  /** The content of one of the task's files; undefined for a name that none of them has. */
  file(name: string): Buffer | undefined;
  /** Closes our side, after the other side had its chance to close first. */
  close(): Promise<void>;
}

/**
 * One side of a conversation. `lines`: what a person types into this program in the scenario, in order. A server is called once a
 * connection.
 */
export type Reference = (peer: Peer, lines: readonly string[]) => Promise<void>;

/** The files of a task by their names. */
export type Files = ReadonlyMap<string, () => Buffer>;
