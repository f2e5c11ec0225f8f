/**
 * A reference's side of a conversation by datagrams (RFC 768). Each is a message with bounds of its own, so none is waited for the
 * end of: it is handed over as it comes. Nothing is opened or closed.
 */
import type { Role } from '../../spec/task.ts';
import { PeerSilent, type RunPeer } from './run-peer.ts';
import { PLAIN, unwrap, wrap, type Wrapping } from './wrapping.ts';

interface Pending {
  resolve: (bytes: Buffer | undefined) => void;
  reject: (reason: PeerSilent) => void;
}

export interface DatagramPeerOptions {
  /** The part that the reference plays in it. */
  role: Role;
  send: (bytes: Buffer) => Promise<void>;
  /** The first reply gets lost: a server's is not sent; a client that has heard none asks again. */
  losesReply: boolean;
}

export class DatagramPeer implements RunPeer {
  readonly unansweredWithoutLineEnd = false;
  done = false;
  readonly #options: DatagramPeerOptions;
  readonly #inbox: Buffer[] = [];
  #pending: Pending | undefined;
  #wrapping: Wrapping = PLAIN;
  #lastSent: Buffer | undefined;
  #toLose: number;

  constructor(options: DatagramPeerOptions) {
    this.#options = options;
    this.#toLose = options.losesReply ? 1 : 0;
  }

  /** A datagram has come from the other side. */
  hear(bytes: Buffer): void {
    if (this.#options.role === 'client' && this.#loses()) void this.#sendAgain();
    else this.#inbox.push(bytes);
    this.deliver();
  }

  async receive(): Promise<string | undefined> {
    const bytes = await this.receiveBytes();
    if (bytes === undefined) return undefined;
    const { text, wrapping } = unwrap(bytes);
    this.#wrapping = wrapping;
    return text;
  }

  receiveBytes(): Promise<Buffer | undefined> {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.deliver();
    });
  }

  async send(message: string | Uint8Array): Promise<void> {
    const bytes = typeof message === 'string' ? wrap(message, this.#wrapping) : Buffer.from(message);
    this.#lastSent = bytes;
    if (this.#options.role === 'server' && this.#loses()) return;
    await this.#options.send(bytes);
  }

  /** Nothing goes over the wire. The socket stays open: what still comes to it has arrived. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  get waitsFor(): 'message' | undefined {
    return this.#pending && 'message';
  }

  deliver(): boolean {
    const [bytes] = this.#inbox;
    if (this.#pending === undefined || bytes === undefined) return false;
    const { resolve } = this.#pending;
    this.#pending = undefined;
    this.#inbox.shift();
    resolve(bytes);
    return true;
  }

  /** Silence is all that tells a server of the end. A client waits for an answer, and there is none. */
  giveUp(): boolean {
    if (this.#pending === undefined) return false;
    const { resolve, reject } = this.#pending;
    this.#pending = undefined;
    if (this.#options.role === 'server') resolve(undefined);
    else reject(new PeerSilent());
    return true;
  }

  closeFirst(): boolean {
    return false;
  }

  sendLineEnd(): Promise<void> {
    return Promise.resolve();
  }

  #loses(): boolean {
    if (this.#toLose === 0) return false;
    this.#toLose -= 1;
    return true;
  }

  async #sendAgain(): Promise<void> {
    if (this.#lastSent !== undefined) await this.#options.send(this.#lastSent);
  }
}
