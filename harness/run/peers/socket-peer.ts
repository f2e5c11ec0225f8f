/** A reference's side of one TCP connection. It never waits by the clock: the run tells it when the other side is at rest. */
import type { Socket } from 'node:net';
import { PeerSilent, type RunPeer } from './run-peer.ts';
import { PLAIN, unwrap, wrap, type Wrapping } from './wrapping.ts';

type Pending =
  | { kind: 'message'; resolve: (text: string | undefined) => void; reject: (reason: PeerSilent) => void }
  | { kind: 'close'; resolve: () => void };

export class SocketPeer implements RunPeer {
  readonly #socket: Socket;
  readonly #inbox: Buffer[] = [];
  #pending: Pending | undefined;
  #wrapping: Wrapping = PLAIN;
  #otherClosed = false;
  #dead = false;
  #unanswered = false;
  done = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#inbox.push(chunk));
    socket.on('end', () => {
      this.#otherClosed = true;
      this.#wakeAtEnd();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#dead = true;
      this.#otherClosed = true;
      this.#wakeAtEnd();
    });
  }

  receive(): Promise<string | undefined> {
    if (this.#otherClosed) return Promise.resolve(this.#takeInbox());
    return new Promise((resolve, reject) => {
      this.#pending = { kind: 'message', resolve, reject };
    });
  }

  send(text: string): Promise<void> {
    this.#unanswered = true;
    return this.#write(wrap(text, this.#wrapping));
  }

  async close(): Promise<void> {
    // A script that closes while it listens has heard enough.
    if (this.#pending?.kind === 'message') this.#settle(this.#pending, undefined);
    if (!this.#otherClosed) {
      await new Promise<void>((resolve) => {
        this.#pending = { kind: 'close', resolve };
      });
    }
    await this.#endOwnSide();
  }

  get waitsFor(): 'message' | 'close' | undefined {
    return this.#pending?.kind;
  }

  deliver(): boolean {
    if (this.#pending?.kind !== 'message' || this.#inbox.length === 0) return false;
    this.#settle(this.#pending, this.#takeInbox());
    return true;
  }

  giveUp(): boolean {
    if (this.#pending?.kind !== 'message') return false;
    const { reject } = this.#pending;
    this.#pending = undefined;
    reject(new PeerSilent());
    return true;
  }

  closeFirst(): boolean {
    if (this.#pending?.kind !== 'close') return false;
    this.#settle(this.#pending, undefined);
    return true;
  }

  get unansweredWithoutLineEnd(): boolean {
    const plain = this.#wrapping.lineEnd === '' && this.#wrapping.prefix === undefined;
    return this.#unanswered && plain && !this.#dead;
  }

  sendLineEnd(): Promise<void> {
    this.#wrapping = { ...this.#wrapping, lineEnd: '\n' };
    return this.#write(Buffer.from('\n'));
  }

  #takeInbox(): string | undefined {
    if (this.#inbox.length === 0) return undefined;
    this.#unanswered = false;
    const { text, wrapping } = unwrap(Buffer.concat(this.#inbox.splice(0)));
    this.#wrapping = wrapping.lineEnd === '' ? { ...wrapping, lineEnd: this.#wrapping.lineEnd } : wrapping;
    return text;
  }

  #wakeAtEnd(): void {
    if (this.#pending !== undefined) this.#settle(this.#pending, this.#takeInbox());
  }

  #settle(pending: Pending, text: string | undefined): void {
    this.#pending = undefined;
    if (pending.kind === 'message') pending.resolve(text);
    else pending.resolve();
  }

  /** A write to a connection that the other side has torn down tells nothing that the record does not have already. */
  #write(bytes: Buffer): Promise<void> {
    if (this.#dead || this.#socket.writableEnded) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.write(bytes, () => {
        resolve();
      });
      this.#socket.once('close', resolve);
    });
  }

  #endOwnSide(): Promise<void> {
    if (this.#dead || this.#socket.writableEnded) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.end(() => {
        resolve();
      });
      this.#socket.once('close', resolve);
    });
  }
}
