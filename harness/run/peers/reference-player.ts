/** A reference that plays a role in a run, in this process, over real sockets. */
import type { Socket } from 'node:net';
import type { Endpoint, RunRecord, Trouble } from '../../capture/record.ts';
import type { Place } from '../../network/network.ts';
import type { Role } from '../../spec/task.ts';
import type { Reference } from './peer.ts';
import { PeerSilent, SocketPeer } from './socket-peer.ts';

export class ReferencePlayer {
  readonly role: Role;
  readonly peers: SocketPeer[] = [];
  readonly gaveUp: RunRecord['gaveUp'] = [];
  readonly trouble: Trouble[] = [];
  readonly #script: Reference;
  readonly #lines: readonly string[];
  readonly #place: Place;
  #connecting = false;

  constructor(role: Role, script: Reference, lines: readonly string[], place: Place) {
    this.role = role;
    this.#script = script;
    this.#lines = lines;
    this.#place = place;
  }

  /** Plays the server: every connection is a conversation of its own. */
  async listen(port: number): Promise<void> {
    const listener = await this.#place.listen(port);
    listener.onConnection((socket) => {
      this.#play(socket);
    });
  }

  /** Plays the client. */
  async connect(to: Endpoint): Promise<void> {
    this.#connecting = true;
    try {
      this.#play(await this.#place.connect(to));
    } catch {
      // Refused, or reset on the way: the capture has seen it, and the judge speaks of it.
      this.gaveUp.push({ role: this.role, waitingFor: 'connection', at: this.#place.now() });
    } finally {
      this.#connecting = false;
    }
  }

  /** True while it does anything but wait. */
  get busy(): boolean {
    return this.#connecting || this.peers.some((peer) => !peer.done && peer.waitsFor === undefined);
  }

  #play(socket: Socket): void {
    const peer = new SocketPeer(socket);
    this.peers.push(peer);
    void this.#converse(peer);
  }

  async #converse(peer: SocketPeer): Promise<void> {
    try {
      await this.#script(peer, this.#lines);
    } catch (error) {
      await this.#aborted(peer, error);
    }
    peer.done = true;
  }

  /** A reference that gave up still closes as it should, so that the other side can end. */
  async #aborted(peer: SocketPeer, error: unknown): Promise<void> {
    if (error instanceof PeerSilent) {
      this.gaveUp.push({ role: this.role, waitingFor: 'message', at: this.#place.now() });
    } else {
      this.trouble.push({ code: 'internal', message: `The reference ${this.role} failed: ${String(error)}` });
    }
    await peer.close();
  }
}
