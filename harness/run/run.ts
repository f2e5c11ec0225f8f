/** One run: a scenario carried out in a place, from the first program started to the last thing seen. */
import { loopbackOf } from '../capture/address.ts';
import type { Conversation, RunCause, RunRecord } from '../capture/record.ts';
import type { Place, Spot } from '../network/network.ts';
import { linesOf } from '../spec/clients.ts';
import type { Role, Scenario, Task } from '../spec/task.ts';
import type { Program, Submission } from '../submission/submission.ts';
import { Arrivals } from './arrivals.ts';
import { Director } from './director.ts';
import { PROGRAM_LIMITS, restLimits } from './limits.ts';
import { Listeners } from './listeners.ts';
import { leftOpen, localTime } from './record-parts.ts';
import { RestWatch, type Pause } from './observe/rest.ts';
import { viewSockets, type SocketView } from './observe/sockets.ts';
import { programPids, threadsOf, usageOf } from './observe/threads.ts';
import { leavingLastWords } from './observe/last-words.ts';
import type { Workplace } from './observe/source-lines.ts';
import { Starvation } from './observe/starvation.ts';
import { unacceptedAt, unreadIn } from './observe/unread.ts';
import { waitsOf } from './observe/waits.ts';
import { LiveProgram, sendSignal } from './programs/live-program.ts';
import { datagramMeeting } from './peers/datagram-meeting.ts';
import { streamMeeting, type Meeting } from './peers/meeting.ts';
import type { Reference } from './peers/peer.ts';
import { conditionsFor, saysNothing } from './peers/conditions.ts';
import { ReferencePlayer } from './peers/reference-player.ts';
import { isOneMoreDue, speaksInTurn } from './turns.ts';

/** Its port, or path: where a reference server listens. The port is what prompts are answered with. */
export interface RunRequest extends Spot {
  task: Task;
  scenario: Scenario;
  submission: Submission | undefined;
  references: Record<Role, Reference>;
  /** The roles that the student's programs play; the reference plays the others. */
  student: readonly Role[];
  /** What plays the clients (1, 2, …) in place of the reference. */
  clients?: readonly Program[] | undefined;
  place: Place;
  signal: AbortSignal;
  /** End the run where the reference would give up, to see where the programs stand. */
  standStill?: boolean;
  /** Where compiled programs are looked up, to say in which line they stand. */
  workplace?: Workplace;
}

export class Run {
  readonly #request: RunRequest;
  readonly #place: Place;
  readonly #programs: LiveProgram[] = [];
  readonly #references: ReferencePlayer[] = [];
  readonly #listeners: Listeners;
  readonly #watch: RestWatch;
  readonly #director: Director;
  readonly #arrivals: Arrivals;
  readonly #startedAt = new Date();
  readonly #starvation = new Starvation();

  constructor(request: RunRequest) {
    this.#request = request;
    this.#place = request.place;
    this.#listeners = new Listeners(request.task, request, this.#place, this.#programs);
    this.#watch = new RestWatch({
      place: this.#place,
      programs: this.#programs,
      referencesBusy: () => this.#references.some(({ busy }) => busy),
      doInTime: () => this.#director.stepInTime(),
      limits: restLimits(request.task, request.scenario),
      starvation: this.#starvation,
      signal: request.signal,
    });
    this.#arrivals = new Arrivals(
      request.scenario.clients,
      (client) => this.#begin('client', client),
      () => this.#programs.find(({ role }) => role === 'server'),
      () => this.#place.now(),
      () => isOneMoreDue(request, this.#references.find(({ role }) => role === 'client')?.conversations[0]),
    );
    this.#director = new Director({
      scenario: request.scenario,
      place: this.#place,
      programs: this.#programs,
      references: this.#references,
      host: loopbackOf(request.task.family),
      port: () => this.#listeners.serverAddress().port,
      moreToCome: () => this.#arrivals.moreToCome,
      standStill: request.standStill ?? false,
    });
  }

  async play(): Promise<RunRecord> {
    const stopWatching = this.#starvation.watch();
    try {
      return await this.#play();
    } finally {
      stopWatching();
    }
  }

  async #play(): Promise<RunRecord> {
    // Without its ports it would be in the way of the run that has them.
    if (this.#place.trouble.length > 0) return this.#finish('at-rest');
    const isLate = this.#request.scenario.conditions.includes('late-server');
    if (!isLate) await this.#begin('server', 1);
    else if (!(await this.#clientFirst())) return this.#finish('at-rest');
    const cause = await this.#proceed();
    return this.#finish(cause);
  }

  /** The client finds nobody, and the server comes when the client rests. False where the run came to its end meanwhile. */
  async #clientFirst(): Promise<boolean> {
    await this.#arrivals.begin();
    const pause = await this.#watch.untilRest(() => false);
    if (pause !== 'at-rest') return false;
    await this.#begin('server', 1);
    return true;
  }

  /** Lets the run go on from rest to rest until nothing is left to do. */
  async #proceed(): Promise<RunCause> {
    for (;;) {
      const pause: Pause = await this.#watch.untilRest(() => this.#clientMayStart());
      if (pause === 'interrupted') await this.#arrivals.begin();
      else if (pause !== 'at-rest') return pause;
      else if (!(await this.#goOn())) return this.#overAtRest();
    }
  }

  async #goOn(): Promise<boolean> {
    return (
      (await this.#arrivals.meanwhile()) ||
      (await this.#director.step()) ||
      (await this.#arrivals.afterwards())
    );
  }

  #overAtRest(): RunCause {
    return this.#programs.every(({ ending }) => ending !== undefined) ? 'finished' : 'at-rest';
  }

  /** `instance`: which of the clients, 1, 2, … */
  async #begin(role: Role, instance: number): Promise<void> {
    const { scenario, references } = this.#request;
    const program = this.#programFor(role, instance);
    if (program !== undefined) {
      this.#startProgram(program, instance);
      return;
    }
    const player = new ReferencePlayer({
      role,
      script: instance > scenario.clients.count ? saysNothing : references[role],
      linesWith: (client) => linesOf(scenario, role, client),
      files: new Map(this.#request.task.files.map(({ name, bytes }) => [name, bytes])),
      client: role === 'client' ? instance : undefined,
      conditions: (client) => conditionsFor(scenario, role, client, this.#request.task.seed),
      holds: speaksInTurn(scenario, role),
      meeting: meetingOf(this.#request, this.#place),
      now: () => this.#place.now(),
      unanswered: () => this.#place.tables?.tcp().some(({ state }) => state === 'SYN_SENT'),
    });
    this.#references.push(player);
    if (role === 'server') await this.#listen(player);
    else void player.connect(this.#listeners.serverAddress());
  }

  /** Undefined where the reference plays in this process. */
  #programFor(role: Role, instance: number): Program | undefined {
    const { submission, student, clients } = this.#request;
    if (!student.includes(role)) return role === 'client' ? clients?.[instance - 1] : undefined;
    const program = submission?.programs[role];
    if (program === undefined)
      throw new Error(`The submission has no ${role}; such a scenario is not to be run.`);
    return program;
  }

  #startProgram(program: Program, instance: number): void {
    const peer = program.role === 'client' ? this.#peerToTell() : {};
    const startedAt = this.#place.now();
    const telling = leavingLastWords(program, instance);
    const process = this.#place.start(telling, { ...peer, limits: PROGRAM_LIMITS });
    const by = this.#request.student.includes(program.role) ? 'student' : 'reference';
    const start = { instance, startedAt, by, now: () => this.#place.now() } as const;
    this.#programs.push(new LiveProgram(process, program, start));
  }

  async #listen(player: ReferencePlayer): Promise<void> {
    await player.listen(this.#request.port);
    this.#listeners.noteReference();
  }

  /** A client is started once somebody listens: known by who owns the socket, never by a connection to try it. */
  #clientMayStart(): boolean {
    if (this.#arrivals.begun) return false;
    if (!this.#listeners.some) this.#listeners.look();
    return this.#listeners.some;
  }

  #peerToTell(): { peerPort?: number; peerPath?: string } {
    const { address, port } = this.#listeners.serverAddress();
    if (this.#request.path === undefined) return { peerPort: port };
    // Nothing is put at a path before a server is there.
    return this.#listeners.has('server') ? { peerPath: address } : {};
  }

  async #finish(cause: RunCause): Promise<RunRecord> {
    this.#listeners.look('any');
    const alive = this.#programs.filter(({ ending }) => ending === undefined);
    const view = this.#lastLook(alive);
    const starved = this.#starvation.trouble(cause, this.#programs, this.#request.task);
    const conversation = this.#place.conversation();
    const unread = view === undefined ? [] : unreadIn(view, alive, conversation);
    const unaccepted = view === undefined ? [] : unacceptedAt(this.#studentsPorts(), view);
    const durationMs = this.#place.now();
    const stopped = cause === 'finished' ? 'run-over' : cause;
    const unfinished = this.#isUnfinished(conversation, alive);
    const { workplace } = this.#request;
    if (unfinished) {
      // Who ends first closes its sockets, and with that sets the others going: so all are asked before any may answer.
      const asked = alive.map((program) => ({ program, pids: programPids(program.pid) }));
      // A thread that is stopped has left its call.
      for (const { program, pids } of asked) program.noteCallSites(pids);
      const all = asked.flatMap(({ pids }) => pids);
      sendSignal(all, 'SIGSTOP');
      const told = asked.map(({ program, pids }) => program.tellStacks(stopped, pids, workplace));
      sendSignal(all, 'SIGCONT');
      await Promise.all(told);
    }
    for (const program of alive) program.stop(stopped);
    await this.#place.endPrograms();
    return {
      task: this.#request.task.id,
      scenario: this.#request.scenario.id,
      network: this.#place.network,
      seed: this.#request.task.seed,
      startedAt: localTime(new Date(this.#startedAt)),
      cause,
      durationMs,
      programs: this.#programs.map((program) => program.record()),
      conversation: { ...conversation, listeners: this.#listeners.all },
      leftOpen: conversation.connections.flatMap(leftOpen),
      unread,
      unaccepted,
      nudges: this.#director.nudges,
      ...(this.#director.pieces.length > 0 ? { pieces: this.#director.pieces } : {}),
      ...(this.#arrivals.heldUntil === undefined ? {} : { heldUntil: this.#arrivals.heldUntil }),
      gaveUp: [...this.#director.gaveUp, ...this.#references.flatMap(({ gaveUp }) => gaveUp)],
      trouble: [...this.#place.trouble, ...this.#references.flatMap(({ trouble }) => trouble), ...starved],
    };
  }

  /** True where somebody waited for something that did not come; a server that waits for its next client does not. */
  #isUnfinished(conversation: Conversation, alive: LiveProgram[]): boolean {
    return (
      this.#references.some(({ gaveUp }) => gaveUp.length > 0) ||
      alive.some(({ role }) => role === 'client' || !this.#listeners.has(role)) ||
      (alive.length > 0 && this.#request.task.termination.serverThen === 'exits') ||
      conversation.connections.some((connection) => leftOpen(connection).length > 0)
    );
  }

  /** What the programs that still run wait for. */
  #lastLook(alive: LiveProgram[]): SocketView | undefined {
    const { tables } = this.#place;
    if (tables === undefined) return undefined;
    const view = viewSockets(
      tables,
      alive.flatMap(({ pid }) => programPids(pid)),
    );
    for (const program of alive) {
      const pids = programPids(program.pid);
      program.waits = waitsOf(threadsOf(pids), view);
      program.cpuMs = usageOf(pids).cpuMs;
    }
    return view;
  }

  #studentsPorts(): number[] {
    return this.#listeners.all.filter(({ by }) => by === 'student').map(({ port }) => port);
  }
}

function meetingOf({ task, scenario }: RunRequest, place: Place): Meeting {
  return task.transport === 'tcp'
    ? streamMeeting(place, task.framing)
    : datagramMeeting(place, scenario, task.transport);
}
