/** What a reference is written over: three verbs, so that it can be read in class. */

export interface Peer {
  /**
   * The next thing that the other side says: all of it, until it waits for us in turn, without a line end behind it.
   * `undefined` once the other side has closed. TCP has no messages (RFC 9293, 3.7): a turn is what stands in for one.
   */
  receive(): Promise<string | undefined>;
  /** Says something. A line end or length prefix that the other side uses is used for it too. */
  send(text: string): Promise<void>;
  /** Closes our side, after the other side had its chance to close first. */
  close(): Promise<void>;
}

/**
 * One side of a conversation. `lines`: what a person types into this program in the scenario, in order. A server is called once a
 * connection.
 */
export type Reference = (peer: Peer, lines: readonly string[]) => Promise<void>;
