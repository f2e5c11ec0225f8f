/** A reference's side of a conversation as a run sees it, whatever carries the messages. */
import type { Peer } from './peer.ts';

/** Thrown into a reference that waits for something that will not come; the run has proved it. */
export class PeerSilent extends Error {
  constructor() {
    super('The other side says nothing more, and waits.');
    this.name = 'PeerSilent';
  }
}

export interface RunPeer extends Pick<Peer, 'receive' | 'close'> {
  send(message: string | Uint8Array): Promise<void>;
  /** Only over a connection. */
  receiveBytes?: Peer['receiveBytes'];
  lend?: Peer['lend'];
  /** In which pieces to send what is said; the first at once, each of the others when {@link nextPiece} says so. */
  cut?: (bytes: Uint8Array) => Uint8Array[];
  /** True while a piece waits to be sent. */
  readonly inPieces?: boolean;
  nextPiece?(): void;
  /** Reads nothing more: what comes waits in the kernel. */
  stopReading?(): void;
  /** Shuts its sending side, and goes on listening. */
  halfClose?(): void;
  /** Ends the connection with RST. */
  reset?(): void;
  /** Closes both ways at once, whatever is still on its way: what comes then is answered by RST. */
  abandon?: () => void;
  /** Its script has come to its end. */
  done: boolean;
  /** What its script waits for. Undefined: it is at work, or done. */
  readonly waitsFor: 'message' | 'close' | undefined;
  /** Hands over what has come, if its script waits for it. */
  deliver(): boolean;
  /** Tells the script that the other side stays silent. */
  giveUp(): boolean;
  /** Closes first, since the other side does not. */
  closeFirst(): boolean;
  /** True where nothing has come since our last message, and the other side may be waiting for the end of a line in it. */
  readonly unansweredWithoutLineEnd: boolean;
  /** Ends the last message with a line feed, and all that follow. */
  sendLineEnd(): Promise<void>;
}
