/** A reference that plays a role in a run, in this process, over real sockets. */
import type { Endpoint, RunRecord, Trouble } from '../../capture/record.ts';
import type { Role } from '../../spec/task.ts';
import type { Meeting } from './meeting.ts';
import type { Conditions } from './conditions.ts';
import type { Files, Reference } from './peer.ts';
import { PeerSilent, type RunPeer } from './run-peer.ts';
import { SpeakingPeer } from './speaking.ts';

export interface Part {
  role: Role;
  script: Reference;
  /** What is typed for the conversation with a client (1, 2, …). */
  linesWith: (client: number) => readonly string[];
  files: Files;
  /** The difficulties that it puts into the conversation with a client. */
  conditions: (client: number) => Conditions;
  /** Of a client: which one it is. A server counts its clients as they come. */
  client: number | undefined;
  /** Its messages wait for their turn. */
  holds: boolean;
  meeting: Meeting;
  /** The clock of the run. */
  now: () => number;
  /** True while an attempt to connect gets no answer; undefined where that cannot be seen. */
  unanswered: () => boolean | undefined;
}

/** Where it cannot be seen: longer than it takes to connect to a server that has a place for it. */
const CONNECT_MS = 1000;

export class ReferencePlayer {
  readonly role: Role;
  readonly conversations: SpeakingPeer[] = [];
  readonly gaveUp: RunRecord['gaveUp'] = [];
  readonly trouble: Trouble[] = [];
  readonly #part: Part;
  #connectingSince: number | undefined;

  constructor(part: Part) {
    this.role = part.role;
    this.#part = part;
  }

  get peers(): RunPeer[] {
    return this.conversations.map(({ peer }) => peer);
  }

  /** Plays the server: with each client it has a conversation of its own. */
  listen(port: number): Promise<void> {
    return this.#part.meeting.listen(port, (peer) => {
      this.#play(peer);
    });
  }

  /** Plays the client. A connection may have to wait, for a place in a full backlog for instance. */
  async connect(to: Endpoint): Promise<void> {
    const { meeting, now } = this.#part;
    this.#connectingSince = now();
    try {
      this.#play(await meeting.connect(to));
    } catch {
      // Refused, or reset on the way: the capture has seen it, and the judge speaks of it.
      this.#giveUp('connection', this.#part.client);
    } finally {
      this.#connectingSince = undefined;
    }
  }

  /** True while it does anything but wait. */
  get busy(): boolean {
    return this.#isDialling() || this.conversations.some(({ busy }) => busy);
  }

  /** An attempt that nobody answers may wait for ever; every other one is about to succeed or to fail. */
  #isDialling(): boolean {
    if (this.#connectingSince === undefined) return false;
    const { now, unanswered } = this.#part;
    return !(unanswered() ?? now() - this.#connectingSince > CONNECT_MS);
  }

  #play(peer: RunPeer): void {
    const client = this.#part.client ?? this.conversations.length + 1;
    const speaking = new SpeakingPeer(peer, client, this.#part);
    this.conversations.push(speaking);
    void this.#converse(speaking);
  }

  async #converse(speaking: SpeakingPeer): Promise<void> {
    try {
      if (speaking.silent) await speaking.close();
      else await this.#part.script(speaking, this.#part.linesWith(speaking.client));
    } catch (error) {
      await this.#aborted(speaking, error);
    }
    speaking.peer.done = true;
  }

  /** A reference that gave up still closes as it should, so that the other side can end. */
  async #aborted({ peer, client }: SpeakingPeer, error: unknown): Promise<void> {
    if (error instanceof PeerSilent) {
      this.#giveUp('message', client);
    } else {
      this.trouble.push({ code: 'internal', message: `The reference ${this.role} failed: ${String(error)}` });
    }
    await peer.close();
  }

  #giveUp(waitingFor: 'connection' | 'message', client = 1): void {
    this.gaveUp.push({ role: this.role, waitingFor, at: this.#part.now(), client });
  }
}
