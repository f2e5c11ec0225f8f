/** When the clients of a run come: one after another, all before the server gets to accept the first, or all at once. */
import type { Clients } from '../spec/task.ts';
import type { LiveProgram } from './programs/live-program.ts';

export class Arrivals {
  readonly #clients: Clients;
  readonly #start: (client: number) => Promise<void>;
  readonly #server: () => LiveProgram | undefined;
  readonly #now: () => number;
  readonly #oneMoreIsDue: () => boolean;
  #oneMoreHasCome = false;
  /** When the server, which was held still until all clients had come, went on. */
  heldUntil: number | undefined;
  #started = 0;
  #stopped: LiveProgram | undefined;

  /**
   * `start` brings a client (1, 2, …) into the run. `server`: the student's, where there is one. `oneMoreIsDue`: true once the first
   * client is in the middle of its conversation, where another one is to come then.
   */
  constructor(
    clients: Clients,
    start: (client: number) => Promise<void>,
    server: () => LiveProgram | undefined,
    now: () => number,
    oneMoreIsDue: () => boolean,
  ) {
    this.#clients = clients;
    this.#start = start;
    this.#server = server;
    this.#now = now;
    this.#oneMoreIsDue = oneMoreIsDue;
  }

  get begun(): boolean {
    return this.#started > 0;
  }

  get moreToCome(): boolean {
    return this.#started < this.#clients.count;
  }

  /** Somebody listens: the first client comes. */
  async begin(): Promise<void> {
    if (this.#clients.at === 'in-backlog') {
      this.#stopped = this.#server();
      this.#stopped?.pause();
    }
    await this.#next();
  }

  /** At rest: those who come before anybody is served. False if there are none. */
  async meanwhile(): Promise<boolean> {
    if (!this.#oneMoreHasCome && this.#oneMoreIsDue()) return await this.#intrude();
    if (!this.begun || this.#clients.at === 'one-after-another') return false;
    if (this.moreToCome) await this.#next();
    else if (this.#stopped !== undefined) this.#resume();
    else return false;
    return true;
  }

  /** At rest, with nothing left to do for those who have come: the next one. False if there is none. */
  async afterwards(): Promise<boolean> {
    if (!this.begun || !this.moreToCome) return false;
    await this.#next();
    return true;
  }

  async #next(): Promise<void> {
    this.#started += 1;
    await this.#start(this.#started);
  }

  /** Beyond the clients that the scenario counts, it is a visitor. */
  async #intrude(): Promise<true> {
    this.#oneMoreHasCome = true;
    await this.#next();
    return true;
  }

  #resume(): void {
    this.heldUntil = this.#now();
    this.#stopped?.resume();
    this.#stopped = undefined;
  }
}
