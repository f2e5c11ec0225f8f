/** A reference that plays a role in a run, in this process, over real sockets. */
import type { Endpoint, RunRecord, Trouble } from '../../capture/record.ts';
import type { Role } from '../../spec/task.ts';
import type { Meeting } from './meeting.ts';
import type { Reference } from './peer.ts';
import { PeerSilent, type RunPeer } from './run-peer.ts';

export class ReferencePlayer {
  readonly role: Role;
  readonly peers: RunPeer[] = [];
  readonly gaveUp: RunRecord['gaveUp'] = [];
  readonly trouble: Trouble[] = [];
  readonly #script: Reference;
  readonly #lines: readonly string[];
  readonly #meeting: Meeting;
  readonly #now: () => number;
  #connecting = false;

  /** `now`: the clock of the run. */
  constructor(role: Role, script: Reference, lines: readonly string[], meeting: Meeting, now: () => number) {
    this.role = role;
    this.#script = script;
    this.#lines = lines;
    this.#meeting = meeting;
    this.#now = now;
  }

  /** Plays the server: with each client it has a conversation of its own. */
  listen(port: number): Promise<void> {
    return this.#meeting.listen(port, (peer) => {
      this.#play(peer);
    });
  }

  /** Plays the client. */
  async connect(to: Endpoint): Promise<void> {
    this.#connecting = true;
    try {
      this.#play(await this.#meeting.connect(to));
    } catch {
      // Refused, or reset on the way: the capture has seen it, and the judge speaks of it.
      this.gaveUp.push({ role: this.role, waitingFor: 'connection', at: this.#now() });
    } finally {
      this.#connecting = false;
    }
  }

  /** True while it does anything but wait. */
  get busy(): boolean {
    return this.#connecting || this.peers.some((peer) => !peer.done && peer.waitsFor === undefined);
  }

  #play(peer: RunPeer): void {
    this.peers.push(peer);
    void this.#converse(peer);
  }

  async #converse(peer: RunPeer): Promise<void> {
    try {
      await this.#script(peer, this.#lines);
    } catch (error) {
      await this.#aborted(peer, error);
    }
    peer.done = true;
  }

  /** A reference that gave up still closes as it should, so that the other side can end. */
  async #aborted(peer: RunPeer, error: unknown): Promise<void> {
    if (error instanceof PeerSilent) {
      this.gaveUp.push({ role: this.role, waitingFor: 'message', at: this.#now() });
    } else {
      this.trouble.push({ code: 'internal', message: `The reference ${this.role} failed: ${String(error)}` });
    }
    await peer.close();
  }
}
