/** A reference's side of one TCP connection. It never waits by the clock: the run tells it when the other side is at rest. */
import type { Socket } from 'node:net';
import type { Framing } from '../../spec/task.ts';
import { framed, nextFrame } from './frames.ts';
import { PeerSilent, type RunPeer } from './run-peer.ts';
import { unwrap, wrap, wrappingOf, type Wrapping } from './wrapping.ts';

type Pending =
  | { kind: 'message'; resolve: (bytes: Buffer | undefined) => void; reject: (reason: PeerSilent) => void }
  /** A library has the connection: what comes is for it. */
  | { kind: 'lent'; reject: (reason: PeerSilent) => void }
  | { kind: 'close'; resolve: () => void };

export class SocketPeer implements RunPeer {
  readonly #socket: Socket;
  readonly #framing: Framing;
  #inbox: Buffer[] = [];
  #pending: Pending | undefined;
  #wrapping: Wrapping;
  #otherClosed = false;
  #dead = false;
  #unanswered = false;
  /** Its script has come to its end. */
  done = false;
  cut: (bytes: Uint8Array) => Uint8Array[] = (bytes) => [bytes];
  #goOn: (() => void) | undefined;
  readonly #closed: Promise<void>;

  constructor(socket: Socket, framing: Framing) {
    this.#socket = socket;
    this.#closed = new Promise((resolve) => socket.once('close', resolve));
    this.#framing = framing;
    this.#wrapping = wrappingOf(framing);
    socket.on('data', (chunk: Buffer) => {
      if (this.#pending?.kind !== 'lent') this.#inbox.push(chunk);
    });
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

  async receive(): Promise<string | undefined> {
    const bytes = await this.receiveBytes();
    if (bytes === undefined || this.#isFramed) return bytes?.toString('utf8');
    const { text, wrapping } = unwrap(bytes);
    this.#wrapping = wrapping.lineEnd === '' ? { ...wrapping, lineEnd: this.#wrapping.lineEnd } : wrapping;
    return text;
  }

  receiveBytes(): Promise<Buffer | undefined> {
    if (this.#otherClosed) return Promise.resolve(this.#takeMessage());
    return new Promise((resolve, reject) => {
      this.#pending = { kind: 'message', resolve, reject };
    });
  }

  send(message: string | Uint8Array): Promise<void> {
    this.#unanswered = true;
    if (this.#isFramed) return this.#write(framed(message, this.#framing));
    return this.#write(typeof message === 'string' ? wrap(message, this.#wrapping) : message);
  }

  async lend<Result>(library: (socket: Socket) => Promise<Result>): Promise<Result> {
    const gaveUp = new Promise<never>((_, reject) => {
      this.#pending = { kind: 'lent', reject };
    });
    try {
      return await Promise.race([library(this.#socket), gaveUp]);
    } finally {
      if (this.#pending?.kind === 'lent') this.#pending = undefined;
    }
  }

  async close(): Promise<void> {
    // A script that closes while it listens has heard enough.
    if (this.#pending?.kind === 'message') this.#settle(this.#pending);
    if (!this.#otherClosed) {
      await new Promise<void>((resolve) => {
        this.#pending = { kind: 'close', resolve };
      });
    }
    await this.#endOwnSide();
  }

  abandon(): void {
    this.#socket.destroy();
  }

  /** What its script waits for. Undefined: it is at work, or done. */
  get waitsFor(): 'message' | 'close' | undefined {
    return this.#pending?.kind === 'lent' ? 'message' : this.#pending?.kind;
  }

  /** Hands over what has come, if its script waits for it. */
  deliver(): boolean {
    if (this.#pending?.kind !== 'message') return false;
    const message = this.#framing.kind === 'until-close' ? undefined : this.#takeMessage();
    if (message === undefined) return false;
    this.#settle(this.#pending, message);
    return true;
  }

  /** Tells the script that the other side stays silent. */
  giveUp(): boolean {
    if (this.#pending === undefined || this.#pending.kind === 'close') return false;
    const { reject } = this.#pending;
    this.#pending = undefined;
    reject(new PeerSilent());
    return true;
  }

  /** Closes first, since the other side does not. */
  closeFirst(): boolean {
    if (this.#pending?.kind !== 'close') return false;
    this.#settle(this.#pending);
    return true;
  }

  /** True where nothing has come since our last message, and the other side may be waiting for the end of a line in it. */
  get unansweredWithoutLineEnd(): boolean {
    const plain = this.#wrapping.lineEnd === '' && this.#wrapping.prefix === undefined;
    return this.#unanswered && plain && !this.#isFramed && !this.#dead;
  }

  /** Ends the last message with a line feed, and all that follow. */
  sendLineEnd(): Promise<void> {
    this.#wrapping = { ...this.#wrapping, lineEnd: '\n' };
    return this.#write(Buffer.from('\n'));
  }

  get inPieces(): boolean {
    return this.#goOn !== undefined;
  }

  nextPiece(): void {
    const goOn = this.#goOn;
    this.#goOn = undefined;
    goOn?.();
  }

  stopReading(): void {
    this.#socket.pause();
  }

  halfClose(): void {
    this.#socket.end();
  }

  reset(): void {
    this.#socket.resetAndDestroy();
  }

  /** A length that the task asks for leaves nothing to be guessed. */
  get #isFramed(): boolean {
    return this.#framing.kind === 'length-prefix';
  }

  /** All that has come; of messages with lengths and of lines the first. */
  #takeMessage(): Buffer | undefined {
    if (this.#inbox.length === 0) return undefined;
    const bytes = Buffer.concat(this.#inbox);
    const next = nextFrame(bytes, this.#framing);
    if (next === undefined) return undefined;
    this.#inbox = next.rest.length > 0 ? [next.rest] : [];
    this.#unanswered = false;
    return next.message;
  }

  #wakeAtEnd(): void {
    if (this.#pending === undefined || this.#pending.kind === 'lent') return;
    this.#settle(this.#pending, this.#pending.kind === 'message' ? this.#takeMessage() : undefined);
  }

  #settle(pending: Exclude<Pending, { kind: 'lent' }>, bytes?: Buffer): void {
    this.#pending = undefined;
    if (pending.kind === 'message') pending.resolve(bytes);
    else pending.resolve();
  }

  /** A write to a connection that the other side has torn down tells nothing that the record does not have already. */
  async #write(bytes: Uint8Array): Promise<void> {
    for (const [index, piece] of this.cut(bytes).entries()) {
      if (index > 0) {
        await new Promise<void>((resolve) => {
          this.#goOn = resolve;
        });
      }
      await this.#writePiece(piece);
    }
  }

  #writePiece(bytes: Uint8Array): Promise<void> {
    if (this.#dead || this.#socket.writableEnded) return Promise.resolve();
    const written = new Promise<void>((resolve) => {
      this.#socket.write(bytes, () => {
        resolve();
      });
    });
    return Promise.race([written, this.#closed]);
  }

  #endOwnSide(): Promise<void> {
    if (this.#dead || this.#socket.writableEnded) return Promise.resolve();
    const ended = new Promise<void>((resolve) => {
      this.#socket.end(() => {
        resolve();
      });
    });
    return Promise.race([ended, this.#closed]);
  }
}
