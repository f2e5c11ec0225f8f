/**
 * What stands between a reference's script and its side of the conversation: where the order of a scenario is more than question and
 * answer, what the script says is held until it is its turn. The run says when, at rest, and never a clock.
 */
import type { Socket } from 'node:net';
import type { Files, Peer } from './peer.ts';
import type { RunPeer } from './run-peer.ts';

export class SpeakingPeer implements Peer {
  readonly peer: RunPeer;
  /** The number (1, 2, …) of the client that takes part in this conversation. */
  readonly client: number;
  /** Messages said so far. */
  said = 0;
  readonly #files: Files;
  readonly #holds: boolean;
  #held: (() => void) | undefined;
  #sending = 0;

  /** `holds`: every message waits for {@link release}. */
  constructor(peer: RunPeer, client: number, { holds, files }: { holds: boolean; files: Files }) {
    this.peer = peer;
    this.client = client;
    this.#holds = holds;
    this.#files = files;
  }

  receive(): Promise<string | undefined> {
    return this.peer.receive();
  }

  receiveBytes(): Promise<Buffer | undefined> {
    if (this.peer.receiveBytes === undefined) throw new Error('receiveBytes needs a connection.');
    return this.peer.receiveBytes();
  }

  async send(message: string | Uint8Array): Promise<void> {
    await this.#turn();
    this.said += 1;
    this.#sending += 1;
    try {
      await this.peer.send(message);
    } finally {
      this.#sending -= 1;
    }
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

  close(): Promise<void> {
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
    if (this.#sending > 0) return true;
    return !this.peer.done && this.peer.waitsFor === undefined && !this.holding;
  }
}
