/** Records made by hand: what a run would have written down. */
import type {
  Connection,
  Ending,
  Listener,
  ProgramRecord,
  RunRecord,
  TypedLine,
  WaitKind,
} from '../../harness/capture/record.ts';
import { judgeScenario } from '../../harness/judge/judge.ts';
import type { ScenarioResult } from '../../harness/judge/result.ts';
import { sayText } from '../../harness/spec/say.ts';
import { ROLES, type Message, type Role, type Scenario, type Task } from '../../harness/spec/task.ts';
import { submission } from './build.ts';

const SERVER = { address: '127.0.0.1', port: 53 };

/** A run as it is told: each thing happens 10 ms after the one before. */
export class Play {
  readonly task: Task;
  readonly scenario: Scenario;
  now = 0;
  readonly programs = new Map<Role, ProgramRecord>();
  readonly #record: RunRecord;
  #open: Connection | undefined;

  constructor(play: Task, of = play.scenarios[0]) {
    if (!of) throw new Error('A task without scenarios cannot be played.');
    [this.task, this.scenario] = [play, of];
    for (const role of ROLES) this.programs.set(role, this.#program(role));
    this.#record = {
      task: play.id,
      scenario: of.id,
      network: 'private',
      seed: play.seed,
      startedAt: '2026-03-01T14:05:00.000+01:00',
      cause: 'finished',
      durationMs: 1000,
      programs: [...this.programs.values()],
      conversation: { listeners: [], connections: [], datagrams: [], lost: 0 },
      leftOpen: [],
      unread: [],
      nudges: [],
      gaveUp: [],
      trouble: [],
    };
  }

  #program(role: Role): ProgramRecord {
    return {
      role,
      by: this.#isStudents(role) ? 'student' : 'reference',
      instance: 1,
      command: this.#isStudents(role) ? ['python3', `${role}.py`] : [],
      ending: { kind: 'exited', code: 0, at: 900 },
      stdout: '',
      stderr: '',
      outputDropped: 0,
      typed: [],
      keyboardClosed: false,
      waits: [],
      stacks: '',
      cpuMs: 20,
    };
  }

  #isStudents(role: Role): boolean {
    return this.scenario.student === 'both' || this.scenario.student === role;
  }

  #tick(): number {
    this.now += 10;
    return this.now;
  }

  listens(port = 53, more: Partial<Listener> = {}): this {
    const by = this.#isStudents('server') ? 'student' : 'reference';
    this.#record.conversation.listeners.push({
      ...{ role: 'server', by, transport: 'tcp', address: '0.0.0.0', port, at: this.#tick() },
      ...more,
    });
    return this;
  }

  dials(port: number, outcome: Connection['outcome']): this {
    const { connections } = this.#record.conversation;
    const id = connections.length + 1;
    const startedAt = this.#tick();
    const client = { address: '127.0.0.1', port: 40_000 + id };
    const events: Connection['events'] =
      outcome === 'established' ? [{ kind: 'open', at: startedAt, from: 'client' }] : [];
    this.#open = { id, client, server: { ...SERVER, port }, startedAt, outcome, events };
    connections.push(this.#open);
    return this;
  }

  connects(port = 53): this {
    return this.dials(port, 'established');
  }

  get connection(): Connection {
    if (!this.#open) throw new Error('Nobody has connected.');
    return this.#open;
  }

  /** One segment for each text. */
  says(from: Role, ...texts: (string | Buffer)[]): this {
    for (const text of texts) {
      const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
      this.connection.events.push({ kind: 'data', at: this.#tick(), from, bytes });
    }
    return this;
  }

  fin(...from: Role[]): this {
    for (const role of from) this.connection.events.push({ kind: 'fin', at: this.#tick(), from: role });
    return this;
  }

  rst(from: Role): this {
    this.connection.events.push({ kind: 'rst', at: this.#tick(), from });
    return this;
  }

  sends(from: { port: number }, to: { port: number }, text: string | Buffer, unreachable = false): this {
    const end = ({ port }: { port: number }): { address: string; port: number } => ({
      address: '127.0.0.1',
      port,
    });
    const bytes = Buffer.from(text);
    this.#record.conversation.datagrams.push({
      ...{ at: this.#tick(), from: end(from), to: end(to), bytes, unreachable },
    });
    return this;
  }

  types(role: Role, text: string, purpose: TypedLine['purpose'] = 'script'): this {
    this.#of(role).typed.push({ at: this.#tick(), text, purpose, prompt: '' });
    return this;
  }

  #of(role: Role): ProgramRecord {
    const found = this.programs.get(role);
    if (!found) throw new Error(`No program plays the ${role}.`);
    return found;
  }

  ends(
    role: Role,
    ending: Partial<Ending> & { kind: Ending['kind'] },
    more: Partial<ProgramRecord> = {},
  ): this {
    Object.assign(this.#of(role), { ending: { at: this.#tick(), ...ending }, ...more });
    return this;
  }

  /** Was still there when the run came to rest, and waited. */
  rests(role: Role, ...waits: WaitKind[]): this {
    const why = { kind: 'stopped', why: 'at-rest' } as const;
    return this.ends(role, why, { waits: waits.map((on) => ({ on, thread: role, sockets: [] })) });
  }

  unread(role: Role, bytes: number): this {
    const { client, server } = this.connection;
    const [local, peer] = role === 'server' ? [server, client] : [client, server];
    this.#record.unread.push({ role, local, peer, bytes });
    return this;
  }

  gaveUp(role: Role): this {
    this.#record.gaveUp.push({ role, waitingFor: 'message', at: this.#tick() });
    return this;
  }

  /** The conversation as the task asks for it, from the listening to both FINs. */
  right(port = 53): this {
    return this.listens(port).connects(port).talk().fin('client', 'server');
  }

  /** The messages of the scenario, each said as it should be. `but` changes what is said. */
  talk(but: (text: string, message: Message) => string | undefined = (text) => text): this {
    let heard = '';
    for (const one of this.scenario.messages) {
      const text = sayText(one.says, heard, { now: new Date('2026-03-01T14:05:00') });
      const said = but(text, one);
      if (said !== undefined) this.says(one.from, said);
      heard = said ?? text;
    }
    return this;
  }

  record(more: Partial<RunRecord> = {}): RunRecord {
    return { ...this.#record, leftOpen: this.#record.conversation.connections.flatMap(leftOpen), ...more };
  }

  /** `expected`: the reference's own record. */
  judge(more: Partial<RunRecord> = {}, by = submission(), expected?: RunRecord): ScenarioResult {
    return judgeScenario(this.task, this.scenario, this.record(more), expected, by);
  }
}

/** What happens in a run. */
export type Script = (play: Play) => Play;

/** As a run tells it: an established connection, not reset, and a side that sent no FIN. */
function leftOpen({ id, outcome, events }: Connection): RunRecord['leftOpen'] {
  if (outcome !== 'established' || events.some(({ kind }) => kind === 'rst')) return [];
  const open = ROLES.filter((role) => !events.some((event) => event.kind === 'fin' && event.from === role));
  return open.map((by) => ({ connection: id, by }));
}

/** The checks that lost points: `failed`, `half`, `quarter` or `skipped`, with the cause where there is one. */
export function lost(result: ScenarioResult): Record<string, string> {
  const entries = result.checks
    .filter((check) => check.status !== 'passed')
    .map(({ id, status, score, maxScore, cause }) => {
      const kept = maxScore === 0 ? 0 : Math.round((score / maxScore) * 100);
      const how = kept === 0 ? status : kept >= 49 ? 'half' : 'quarter';
      return [id, cause === undefined ? how : `${how}: ${cause}`] as const;
    });
  return Object.fromEntries(entries);
}
