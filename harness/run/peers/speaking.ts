/**
 * What stands between a reference's script and its side of the conversation: where the order of a scenario is more than question and
 * answer, what the script says is held until it is its turn. The run says when, at rest, and never a clock.
 */
import type { Socket } from 'node:net';
import type { ConditionKind } from '../../spec/task.ts';
import type { Conditions } from './conditions.ts';
import type { Files, Peer } from './peer.ts';
import type { RunPeer } from './run-peer.ts';

export interface Speaking {
  /** Every message waits for {@link SpeakingPeer.release}. */
  holds: boolean;
  files: Files;
  conditions: (client: number) => Conditions;
}

export class SpeakingPeer implements Peer {
  readonly peer: RunPeer;
  /** The number (1, 2, …) of the client that takes part in this conversation. */
  readonly client: number;
  /** Messages said so far. */
  said = 0;
  readonly #files: Files;
  readonly #conditions: Conditions;
  #glued: Uint8Array[] = [];
  #isReset = false;
  readonly #holds: boolean;
  #held: (() => void) | undefined;
  #sending = 0;

  constructor(peer: RunPeer, client: number, { holds, files, conditions }: Speaking) {
    this.#conditions = conditions(client);
    peer.cut = this.#conditions.cut;
    this.peer = peer;
    this.client = client;
    this.#holds = holds;
    this.#files = files;
  }

  async receive(): Promise<string | undefined> {
    await this.#flush();
    return this.peer.receive();
  }

  async receiveBytes(): Promise<Buffer | undefined> {
    if (this.peer.receiveBytes === undefined) throw new Error('receiveBytes needs a connection.');
    await this.#flush();
    return this.peer.receiveBytes();
  }

  async send(message: string | Uint8Array): Promise<void> {
    await this.#turn();
    this.said += 1;
    const isLast = this.said === this.#conditions.messages;
    if (this.#has('coalesce')) this.#glued.push(Buffer.from(message));
    else await this.#sendNow(message);
    if (isLast && this.#has('half-close')) {
      await this.#flush();
      this.peer.halfClose?.();
    }
  }

  async #sendNow(message: string | Uint8Array): Promise<void> {
    this.#sending += 1;
    // It dies in the middle of the answer: so it leaves that where it is.
    if (this.#has('reset')) this.peer.stopReading?.();
    try {
      await this.peer.send(message);
    } finally {
      this.#sending -= 1;
    }
  }

  /** What was kept back goes out in one piece. */
  async #flush(): Promise<void> {
    const glued = this.#glued.splice(0);
    if (glued.length > 0) await this.#sendNow(Buffer.concat(glued));
  }

  #has(kind: ConditionKind): boolean {
    return this.#conditions.kinds.includes(kind);
  }

  /** True where it says nothing at all. */
  get silent(): boolean {
    return this.#has('silent');
  }

  /** True where its message comes in pieces with a pause in between. */
  get slow(): boolean {
    return this.#has('slow');
  }

  /** True where it resets the connection now: it has said what it has to say first, or has nothing to say first. */
  get dueToReset(): boolean {
    return this.#has('reset') && !this.#isReset && (this.said > 0 || !this.#conditions.begins);
  }

  reset(): void {
    this.#isReset = true;
    this.peer.reset?.();
  }

  async lend<Result>(library: (socket: Socket) => Promise<Result>): Promise<Result> {
    if (this.peer.lend === undefined) throw new Error('lend needs a connection.');
    await this.#turn();
    this.said += 1;
    return this.peer.lend(library);
  }

  async #turn(): Promise<void> {
    if (!this.#holds) return;
    await new Promise<void>((resolve) => {
      this.#held = resolve;
    });
  }

  file(name: string): Buffer | undefined {
    return this.#files.get(name)?.();
  }

  async close(): Promise<void> {
    await this.#flush();
    return this.peer.close();
  }

  /** True while a message waits for its turn. */
  get holding(): boolean {
    return this.#held !== undefined;
  }

  /** Lets it be said. */
  release(): void {
    const release = this.#held;
    this.#held = undefined;
    release?.();
  }

  /** True while its script does anything but wait. */
  get busy(): boolean {
    if (this.peer.inPieces) return false;
    if (this.#sending > 0) return true;
    return !this.peer.done && this.peer.waitsFor === undefined && !this.holding;
  }
}
