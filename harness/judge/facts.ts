/** What a record says, laid out for the checks. */
import type { Connection, Endpoint, Listener, ProgramRecord, RunRecord } from '../capture/record.ts';
import { otherRole, ROLES, type Role, type Scenario, type Task } from '../spec/task.ts';
import type { Submission } from '../submission/submission.ts';
import type { AtRest } from './causes.ts';
import { atPath, comesFromOutside, crashOf, type Crash } from './crash.ts';
import { datagramTalks } from './speech/datagrams.ts';
import { talkOf, type Talk, type TalkSource } from './speech/talk.ts';
import { lineAtRest, ownFiles } from './traceback.ts';

export interface Facts {
  task: Task;
  scenario: Scenario;
  record: RunRecord;
  submission: Submission;
  /** The roles that the student's programs play. */
  students: Role[];
  /** Where the student's server waits; undefined where it does not, or where the student plays no server. */
  listener: Listener | undefined;
  /** One for each client that got through to the server, in the order in which they came. */
  talks: Talk[];
  /** At most one a program. */
  crashes: Crash[];
}

/** `expected`: the reference's own run of the scenario, where there was one. */
export function gatherFacts(
  run: Pick<Facts, 'task' | 'scenario' | 'record' | 'submission'>,
  expected: RunRecord | undefined,
): Facts {
  const { task, scenario, record, submission } = run;
  const students = ROLES.filter((role) => scenario.student === 'both' || scenario.student === role);
  const model = expected && modelTalks(task, scenario, expected);
  const source: TalkSource = { task, scenario, record, until: (client) => overAt(record, client), model };
  const programs = record.programs.filter((program) => program.by === 'student');
  return {
    ...run,
    students,
    listener: studentListener(task, record),
    talks: talksOf(source),
    crashes: programs.flatMap((program) => {
      const crash = crashOf(program, submission);
      if (crash === undefined) return [];
      return [withReason(task.family === 'unix' ? atPath(crash) : crash, record)];
    }),
  };
}

/** On a socket that was never connected, such as the one that listens, Linux says EPIPE as well (send(2)). */
function withReason(crash: Crash, { conversation }: RunRecord): Crash {
  if (crash.reason !== 'broken-pipe' || crash.at === 0) return crash;
  const peer = otherRole(crash.role);
  const peerClosed = conversation.connections.some(
    ({ events }) => events.find(({ kind }) => kind === 'fin' || kind === 'rst')?.from === peer,
  );
  return peerClosed ? crash : { ...crash, reason: 'not-connected' };
}

/** The one on the task's port where there are several; one of another transport only if there is nothing better. */
function studentListener(task: Task, record: RunRecord): Listener | undefined {
  const own = record.conversation.listeners.filter((one) => one.by === 'student' && one.role === 'server');
  const right = own.filter((one) => one.transport === wantedTransport(task));
  return right.find((one) => isAtSpot(task, one)) ?? right[0] ?? own[0];
}

/** At the task's port, or at its path. */
export function isAtSpot({ port, path }: Task, at: Endpoint): boolean {
  return path === undefined ? at.port === port : at.address === path;
}

export function wantedTransport(task: Task): Listener['transport'] {
  if (task.family === 'unix') return 'unix';
  return task.transport === 'udp' ? 'udp' : 'tcp';
}

function talksOf(source: TalkSource): Talk[] {
  const { task, record } = source;
  return task.transport === 'tcp'
    ? connectionTalks(source)
    : datagramTalks(source, serverPorts(task, record));
}

/** What the references said to each other, where a message is to be as they said it. */
function modelTalks(task: Task, scenario: Scenario, record: RunRecord): Talk[] | undefined {
  if (!hasModel(scenario)) return undefined;
  // Each of the reference's clients connects once, whoever plays the other part.
  const student = scenario.clients.count > 1 ? 'server' : scenario.student;
  return talksOf({ task, scenario: { ...scenario, student }, record, until: () => Infinity });
}

/** What a message has to be, the reference alone can tell. */
export function hasModel({ messages }: Scenario): boolean {
  return messages.some(({ says }) => says.kind === 'as-reference');
}

function connectionTalks(source: TalkSource): Talk[] {
  const { scenario, record } = source;
  if (scenario.clients.count > 1) return talksOfSeveral(source);
  const over = overAt(record, 1);
  const established = record.conversation.connections.filter(
    (one) => one.outcome === 'established' && one.startedAt < over && !waitsInBacklog(record, one),
  );
  // A client that connects anew for each message still has one talk.
  const connections = isByReference(scenario) ? established.slice(0, 1) : withTalk(established);
  return connections.length === 0 ? [] : [talkOf(source, 1, connections)];
}

/** A talk for each client that got through. */
function talksOfSeveral(source: TalkSource): Talk[] {
  const { scenario, record } = source;
  return Array.from({ length: scenario.clients.count }, (_, index) => index + 1).flatMap((client) => {
    const connections = connectionsOf(record, client, isByReference(scenario)).filter(
      (one) => foundPlace(record, one) && one.startedAt < overAt(record, client),
    );
    return connections.length === 0 ? [] : [talkOf(source, client, withTalk(connections))];
  });
}

/** It got through: where the server was held still, by waiting in its backlog (listen(2)). */
function foundPlace({ heldUntil }: RunRecord, { outcome, events }: Connection): boolean {
  if (outcome !== 'established') return false;
  const opened = events.find(({ kind }) => kind === 'open')?.at ?? 0;
  return heldUntil === undefined || opened <= heldUntil;
}

/** Each client of the reference connects once. A program connects as often as it likes. */
function isByReference({ student, clients }: Scenario): boolean {
  return student === 'server' && clients.program === undefined;
}

/** A program is known by the time at which it was started: the next one is started when it has connected. */
function connectionsOf(
  { programs, conversation: { connections } }: RunRecord,
  client: number,
  byReference: boolean,
): Connection[] {
  if (byReference) return connections.slice(client - 1, client);
  const startOf = (instance: number): number | undefined =>
    programs.find((one) => one.role === 'client' && one.instance === instance)?.startedAt;
  const [from, to] = [startOf(client) ?? Infinity, startOf(client + 1) ?? Infinity];
  return connections.filter(({ startedAt }) => startedAt >= from && startedAt < to);
}

/** The kernel has answered for a server that never accepted (listen(2)). */
export function waitsInBacklog({ unaccepted = [] }: RunRecord, { client }: Connection): boolean {
  return unaccepted.some(({ port, address }) => port === client.port && address === client.address);
}

/** Without connections that were opened and never used, where another one was. */
function withTalk(connections: Connection[]): Connection[] {
  const used = connections.filter((one) => one.events.some((event) => event.kind === 'data'));
  return used.length > 0 ? used : connections.slice(0, 1);
}

/** Who is asked by an echo request (`capture/echo.ts`). */
const ECHOED_PORT = 0;

/** The ports on which a server waits for datagrams; the task's own where none was seen. */
function serverPorts(task: Task, record: RunRecord): number[] {
  if (task.transport === 'icmp') return [ECHOED_PORT];
  const bound = record.conversation.listeners.filter(
    (one) => one.role === 'server' && one.transport === 'udp',
  );
  const ports = bound.map((one) => one.port);
  return ports.length > 0 || task.port === 'any' ? ports : [task.port];
}

/** A client's attempt to reach a server: a TCP connection, or its first datagram. */
export interface Attempt {
  address: string;
  port: number;
  outcome: Connection['outcome'];
  connection: number | undefined;
}

/** What the student's client tried, in its order. */
export function attemptsOf({ task, record }: Facts): Attempt[] {
  const { connections, datagrams } = record.conversation;
  if (task.transport === 'tcp') {
    return connections.map(({ id, server, outcome }) => ({ ...server, outcome, connection: id }));
  }
  const ports = serverPorts(task, record);
  return datagrams
    .filter(
      ({ from, ttl }) => !ports.includes(from.port) && (task.transport === 'udp') === (ttl === undefined),
    )
    .map(({ to, unreachable }) => ({
      ...to,
      outcome: unreachable ? ('refused' as const) : ('established' as const),
      connection: undefined,
    }));
}

export function programsOf({ record }: Facts, role: Role): ProgramRecord[] {
  return record.programs.filter((program) => program.by === 'student' && program.role === role);
}

/** What the student's program of a role was doing in the end, or when it was let go: then it waited for the keyboard. */
export function restOf(facts: Facts, role: Role): AtRest {
  const programs = programsOf(facts, role);
  const own = ownFiles(facts.submission, facts.submission.programs[role]);
  const where = programs.map((one) => lineAtRest(one.stacks, own)).find((line) => line);
  if (programs.some((one) => letGoAt(one) !== undefined || one.keyboardClosed)) {
    return { waits: ['keyboard'], ended: false, ...(where && { where }) };
  }
  const waits = programs.flatMap((program) => program.waits.map((wait) => wait.on));
  const ended = programs.every(({ ending }) => ending.kind !== 'stopped');
  return { waits, ended, ...(where && { where }) };
}

/**
 * When a program that still asked for more, with nothing left to say, was let go; undefined if it was not.
 */
function letGoAt({ typed, keyboardClosedAt }: ProgramRecord): number | undefined {
  return typed.find((line) => line.purpose === 'leave')?.at ?? keyboardClosedAt;
}

/**
 * When the first of the programs that take part in a client's conversation was let go: all that came after it shows nothing of how
 * they are.
 */
function overAt({ programs }: RunRecord, client: number): number {
  const own = programs.filter(({ role, instance }) => role === 'server' || instance === client);
  return Math.min(...own.map((program) => letGoAt(program) ?? Infinity));
}

/**
 * Crashes that are the program's own. One that was let go had been at rest before, with all done: how it takes a word
 * more, or the end of the input, is no matter. Nor is how one takes it that the harness ends it, or its peer.
 */
export function realCrashes(facts: Facts): Crash[] {
  return facts.crashes.filter((crash) => {
    const program = programsOf(facts, crash.role).find((one) => one.instance === crash.instance);
    if (program?.ending.kind === 'stopped') return !takesItsEndBadly(crash);
    const wasLetGo = program && (program.keyboardClosed || letGoAt(program) !== undefined);
    return !(wasLetGo && program.ending.kind === 'exited' && program.ending.code !== 0);
  });
}

/** Its keyboard was closed before `at`, and it crashed over that: it has no end of its own. */
export function crashedAtClosedKeyboard(facts: Facts, role: Role, at: number): boolean {
  return facts.crashes.some(({ reason, instance, role: whose }) => {
    if (whose !== role || comesFromOutside(reason)) return false;
    const program = programsOf(facts, role).find((one) => one.instance === instance);
    return (program?.keyboardClosedAt ?? Infinity) <= at;
  });
}

function takesItsEndBadly({ reason }: Crash): boolean {
  return reason === 'end-of-input' || comesFromOutside(reason);
}

/** A crash for a reason of the program's own: what it had not yet said by then, it could not say. */
export function ownCrash(facts: Facts, role: Role): Crash | undefined {
  return realCrashes(facts).find((crash) => crash.role === role && !comesFromOutside(crash.reason));
}

/** How one side of a connection ended it. */
export interface Closing {
  fin: { at: number; event: number } | undefined;
  rst: { at: number; event: number } | undefined;
  /** Still open when the run came to rest. What the harness's own tidying did to it later does not count. */
  open: boolean;
}

export function closingOf({ record }: Facts, connection: Connection, role: Role): Closing {
  const first = (kind: 'fin' | 'rst'): Closing['fin'] => {
    const event = connection.events.findIndex((one) => one.kind === kind && one.from === role);
    const at = connection.events[event]?.at;
    return at === undefined ? undefined : { at, event };
  };
  const open = record.leftOpen.some((one) => one.connection === connection.id && one.by === role);
  return { fin: first('fin'), rst: first('rst'), open };
}

/** Over datagrams nothing is closed; what can be seen is that a program of the student's comes to its end. */
function endedProgram(facts: Facts, role: Role): { at: number } | undefined {
  const [program] = programsOf(facts, role);
  if (facts.task.transport === 'tcp' || !program) return undefined;
  const { ending } = program;
  return ending.kind === 'exited' || ending.kind === 'signalled' ? { at: ending.at } : undefined;
}

/**
 * Whether one side of a talk closed it of its own accord: the last of its connections, where it took several. What a
 * program closes because it was let go does not count.
 */
export function closedTalk(facts: Facts, talk: Talk, role: Role): { at: number } | undefined {
  const last = talk.connections.at(-1);
  const { fin, rst, open } = last ? closingOf(facts, last, role) : { fin: endedProgram(facts, role) };
  const closed = open ? undefined : (fin ?? rst);
  return closed && closed.at < overAt(facts.record, talk.client) ? closed : undefined;
}
