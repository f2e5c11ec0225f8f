/**
 * Quiescence: the moment at which nothing more will happen in a run by itself. Every thread of every program is blocked in a wait
 * without end, nothing is on its way between two sockets, the harness has read all it was sent, and two looks agree.
 */
import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import type { RunCause } from '../../capture/record.ts';
import type { Limits, Place } from '../../network/network.ts';
import type { LiveProgram } from '../programs/live-program.ts';
import { canSeeCalls, monotonicMs } from './blocking.ts';
import { look, type Look } from './look.ts';
import type { Starvation } from './starvation.ts';
import { programPids, tracerPids, usageOf } from './threads.ts';

export interface Watched {
  place: Place;
  /** The student's programs that were started. */
  programs: readonly LiveProgram[];
  /** True while a reference peer has something to do that is not waiting. */
  referencesBusy: () => boolean;
  /** Does what is due for programs of which some wait for only so long; false if nothing is. */
  doInTime: () => Promise<boolean>;
  limits: RestLimits;
  starvation: Starvation;
  signal: AbortSignal;
}

export interface RestLimits {
  /** Milliseconds since the place was opened after which a run is ended as the last resort; more where they were not ours to use. */
  timeMs: number;
  /** Bytes on the wire, both ways. */
  trafficBytes: number;
  /** Bytes on the wire since anybody was given something to answer to: a line typed, a message heard, a connection closed. */
  idleTrafficBytes: number;
  /** Bytes printed by all programs. */
  outputBytes: number;
  /** Bytes printed since something else happened than printing. */
  idleOutputBytes: number;
  /** Bytes of memory of all programs. */
  memoryBytes: number;
  /** Connections, refused ones too. */
  connections: number;
  program: Limits;
  /** Milliseconds of processor time without a byte sent, read or printed, after which a program spins. */
  spinMs: number;
}

/** `at-rest`: nothing more happens by itself. `interrupted`: the caller's own condition came true. The others end the run. */
export type Pause = 'interrupted' | Exclude<RunCause, 'finished'>;

/** Longer than it takes the kernel to move anything on a loopback, on a machine that has something else to do. */
const STUCK_MS = 200;
/** And more turns than the harness needs to read what it was sent. */
const STUCK_LOOKS = 20;
/** Where calls cannot be seen, silence on the wire and in the output has to do. */
const SILENCE_MS = 400;
const LONGEST_NAP_MS = 10;
/** Two readings of one moment, made at different times, differ by less. */
const CLOCK_JITTER_MS = 5;

export class RestWatch {
  readonly #watched: Watched;
  #activity = -1;
  #activeAt = 0;
  #answers = -1;
  #answeredAt = 0;
  #printedThen = 0;
  #looksUnmoved = 0;
  /** The moments that threads slept to since anything happened. */
  #wakeUps: number[] = [];
  #spentThenMs: number | undefined;
  #repliedAt = '';
  #trafficThen = 0;

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** Waits until the run comes to rest, until `interrupt` is true, or until a limit is reached. */
  async untilRest(interrupt: () => boolean): Promise<Pause> {
    let before: Look | undefined;
    let napMs = 1;
    this.#trafficThen = this.#watched.place.activity();
    for (;;) {
      if (interrupt()) return 'interrupted';
      const limit = this.#limitReached();
      if (limit !== undefined) return limit;
      const now = this.#look();
      if (this.#agree(before, now)) return 'at-rest';
      await this.#replyInTime(before, now);
      napMs =
        this.#movedSinceLastLook() || now.kind === 'waiting' ? 1 : Math.min(napMs * 1.5, LONGEST_NAP_MS);
      before = now;
      await this.#nap(napMs);
    }
  }

  #alive(): LiveProgram[] {
    return this.#watched.programs.filter((program) => program.ending === undefined);
  }

  #look(): Look {
    const { place, referencesBusy, limits } = this.#watched;
    const alive = this.#alive();
    for (const program of alive) program.limitOnce(limits.program);
    // What a program has just printed may be the prompt that says what it waits for.
    if (referencesBusy() || alive.some(({ unreadOutput }) => unreadOutput > 0)) return { kind: 'moving' };
    const pids = alive.map((program) => program.pid);
    const tools = alive.filter(({ by }) => by === 'reference').map(({ pid }) => pid);
    return (canSeeCalls ? look(pids, place, tools) : undefined) ?? this.#listen();
  }

  /** The stand-in for a look where there is no /proc. */
  #listen(): Look {
    const silentMs = this.#watched.place.now() - this.#activeAt;
    if (silentMs < SILENCE_MS) return { kind: 'moving' };
    const trace = String(this.#activity);
    return { kind: 'waiting', pauseMs: 0, wakesAt: 0, listens: true, underWay: '', trace };
  }

  #agree(before: Look | undefined, now: Look): boolean {
    if (now.kind === 'waiting') this.#noteWakeUp(now.wakesAt);
    if (before?.kind !== 'waiting' || now.kind !== 'waiting' || before.trace !== now.trace) return false;
    const stillMs = this.#watched.place.now() - this.#activeAt;
    this.#looksUnmoved = before.underWay === now.underWay ? this.#looksUnmoved + 1 : 0;
    if (now.underWay !== '' && (this.#looksUnmoved < STUCK_LOOKS || stillMs < STUCK_MS)) return false;
    const pauseMs = this.#pauseOf(now);
    // A program that polls wakes again and again: twice its own wait without an event, and nothing will come of it.
    return pauseMs === 0 || stillMs > pauseMs * 2 + STUCK_MS;
  }

  /** Who waits for an answer with a deadline gets it before that: a receive with a timeout is no pause in which a program would say more. */
  async #replyInTime(before: Look | undefined, now: Look): Promise<void> {
    if (before?.kind !== 'waiting' || now.kind !== 'waiting' || before.trace !== now.trace) return;
    const moment = `${this.#activity} ${now.trace}`;
    if (!now.listens || now.underWay !== '' || now.pauseMs === 0 || moment === this.#repliedAt) return;
    this.#repliedAt = moment;
    await this.#watched.doInTime();
  }

  /**
   * How long the programs sleep at the most, from one look round to the next; Infinity where one sleeps that has not been seen to do so
   * again and again. What sleeps until the run is over does nothing more in it, and counts as 0.
   */
  #pauseOf({ pauseMs, wakesAt }: Extract<Look, { kind: 'waiting' }>): number {
    const leftMs = this.#watched.limits.timeMs - this.#watched.place.now();
    const short = pauseMs > leftMs ? 0 : pauseMs;
    if (wakesAt === 0 || wakesAt - monotonicMs() > leftMs) return short;
    const [before = -Infinity, last = Infinity] = this.#wakeUps;
    return Math.max(short, last - before);
  }

  #noteWakeUp(wakesAt: number): void {
    const last = this.#wakeUps.at(-1) ?? 0;
    if (wakesAt !== 0 && Math.abs(wakesAt - last) > CLOCK_JITTER_MS)
      this.#wakeUps = [...this.#wakeUps.slice(-1), wakesAt];
  }

  /** Bytes on the wire, printed and typed: what a person watching would see. */
  #movedSinceLastLook(): boolean {
    const { place, programs } = this.#watched;
    const answers = place.activity() + programs.reduce((sum, program) => sum + program.progress(), 0);
    if (answers !== this.#answers) {
      this.#answers = answers;
      this.#answeredAt = place.now();
      this.#printedThen = this.#printedBytes();
      this.#spentThenMs = undefined;
    }
    const activity = answers + this.#printedBytes();
    if (activity === this.#activity) return false;
    this.#activity = activity;
    this.#wakeUps = [];
    this.#activeAt = place.now();
    return true;
  }

  /** Ends behind the event loop's turn for sockets and pipes: timers alone, where many runs look at once, would never let it come. */
  async #nap(ms: number): Promise<void> {
    if (this.#alive().length > 0) await delay(ms);
    await setImmediate();
  }

  #limitReached(): Pause | undefined {
    const { place, limits, signal } = this.#watched;
    if (signal.aborted) return 'cancelled';
    if (place.now() > limits.timeMs && place.now() > this.#timeLimit()) return 'time-limit';
    if (this.#floods()) return 'too-much-output';
    if (this.#floodsTheWire() || place.connectionCount() > limits.connections) return 'too-much-traffic';
    return this.#usageLimit();
  }

  /** Time for which the machine had no processor for us does not count, up to a bound, nor does any in which we stood still. */
  #timeLimit(): number {
    const { limits, programs, starvation } = this.#watched;
    return limits.timeMs + starvation.extensionMs(programs, limits.timeMs);
  }

  #printedBytes(): number {
    return this.#watched.programs.reduce((sum, program) => sum + program.printedBytes, 0);
  }

  #floods(): boolean {
    const { outputBytes, idleOutputBytes } = this.#watched.limits;
    const printed = this.#printedBytes();
    return printed > outputBytes || printed - this.#printedThen > idleOutputBytes;
  }

  #floodsTheWire(): boolean {
    const { place, limits } = this.#watched;
    const traffic = place.activity();
    return traffic > limits.trafficBytes || traffic - this.#trafficThen > limits.idleTrafficBytes;
  }

  /** Asked only once nothing came of the programs for a while: one that works and says nothing, or prints and does nothing else. */
  #usageLimit(): Pause | undefined {
    const { place, limits } = this.#watched;
    if (!canSeeCalls || place.now() - this.#answeredAt < STUCK_MS) return undefined;
    const pids = this.#alive().flatMap(({ pid }) => programPids(pid));
    if (pids.length > limits.program.processes) return 'too-many-processes';
    const usage = usageOf(pids);
    if (usage.residentBytes > limits.memoryBytes) return 'too-much-memory';
    const spentMs = usage.cpuMs + this.#tracingMs();
    this.#spentThenMs ??= spentMs;
    return spentMs - this.#spentThenMs > limits.spinMs ? 'spinning' : undefined;
  }

  /** A program whose calls are written down gets little of a processor; what that takes is spent on its calls. */
  #tracingMs(): number {
    return usageOf(this.#alive().flatMap(({ pid }) => tracerPids(pid))).cpuMs;
  }
}
