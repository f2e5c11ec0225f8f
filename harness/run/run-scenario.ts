/** Carries out a scenario, and follows the student where a plain peer would have lost them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { swappedPort } from '../capture/address.ts';
import type { FrameRecorder } from '../capture/frame-recorder.ts';
import type { Connection, RunRecord, TypedLine } from '../capture/record.ts';
import { CallTraces } from '../network/linux/call-traces.ts';
import type { Network, Spot } from '../network/network.ts';
import { otherRole, ROLES, type Role, type Scenario, type Task } from '../spec/task.ts';
import type { Program, Submission } from '../submission/submission.ts';
import { makeHomes } from './homes.ts';
import { lastWords } from './observe/last-words.ts';
import type { Workplace } from './observe/source-lines.ts';
import { clientPrograms } from './programs/http-clients.ts';
import { tellsStacks } from './programs/live-program.ts';
import { Run, type RunRequest } from './run.ts';
import { referencesOf } from './references.ts';
import { ANY_PORT, spotOf } from './run-references.ts';
import { putFiles, savedFiles } from './work-files.ts';

export interface ScenarioRun {
  task: Task;
  scenario: Scenario;
  submission: Submission;
  network: Network;
  signal: AbortSignal;
  /** Gets the packets of the run that is returned. */
  recorder?: FrameRecorder | undefined;
  /** True: write down the socket calls of the student's programs, where that can be done. */
  calls?: boolean | undefined;
}

/** Runs the scenario; and once more where the harness itself stood still in the middle of it. */
export async function runScenario(run: ScenarioRun): Promise<RunRecord> {
  const record = await playOut(run);
  return record.trouble.some(({ code }) => code === 'stood-still') ? playOut(run) : record;
}

/**
 * Runs the scenario once; and a second time where the student's client was refused on a port, or at a path, of its own choice: then with
 * the reference listening there, so that a wrong port costs the port and not the task.
 */
async function playOut(run: ScenarioRun): Promise<RunRecord> {
  const roles = rolesOf(run.scenario);
  const programs = roles.flatMap((role) => run.submission.programs[role] ?? []);
  const spot = startingSpot(run.task, roles, programs);
  const record = await attempt(run, roles, spot);
  const dialled = roles.includes('server') ? undefined : spotDialled(run, record, programs, spot);
  const [final, at] = dialled === undefined ? [record, spot] : [await attempt(run, roles, dialled), dialled];
  if (!leavesLinesOpen(final, run)) return final;
  const still = { ...run, recorder: undefined, calls: false, standStill: true };
  return withStacks(final, await attempt(still, roles, at));
}

/**
 * A reference that gave up has closed, and a program that asked for more was let go: it may have gone on from the line at which it
 * had waited. Where that is, only its interpreter knows, and it tells when it is ended.
 */
const isToLeave = ({ purpose }: TypedLine): boolean => purpose === 'leave';

function leavesLinesOpen(
  { gaveUp, programs, conversation, trouble }: RunRecord,
  { submission }: ScenarioRun,
): boolean {
  const silent = gaveUp.some(({ waitingFor }) => waitingFor === 'message');
  const letGo = programs.some(({ typed, keyboardClosed }) => keyboardClosed || typed.some(isToLeave));
  if (trouble.length > 0 || !(silent || (letGo && conversation.connections.length === 0))) return false;
  return programs.some(({ by, role, stacks }) => {
    const language = submission.programs[role]?.language;
    return by === 'student' && stacks === '' && language !== undefined && tellsStacks(language);
  });
}

function withStacks(record: RunRecord, still: RunRecord): RunRecord {
  const programs = record.programs.map((program) => {
    if (program.stacks !== '') return program;
    const same = still.programs.find(
      ({ role, instance }) => role === program.role && instance === program.instance,
    );
    return { ...program, stacks: same?.stacks ?? '' };
  });
  return { ...record, programs };
}

function rolesOf(scenario: Scenario): Role[] {
  return ROLES.filter((role) => scenario.student === 'both' || scenario.student === role);
}

async function attempt(
  run: ScenarioRun & Pick<RunRequest, 'standStill'>,
  student: Role[],
  at: Spot,
): Promise<RunRecord> {
  const { task, scenario, network, signal, recorder, standStill = false } = run;
  const scratch = dirname(run.submission.stage);
  const tracing = run.calls ? network.tracing() : undefined;
  const folder = await mkdtemp(join(scratch, 'run-'));
  try {
    await using traces =
      tracing?.kind === 'possible' ? await CallTraces.open(tracing.strace, scratch) : undefined;
    const { submission, copyFor } = await makeHomes(task, run.submission, folder);
    const programs = student.flatMap((role) => submission.programs[role] ?? []);
    await putFiles(task, scenario, programs, folder);
    const clients = await clientPrograms(scenario);
    await using place = await network.open({
      transport: task.transport,
      family: task.family,
      ...at,
      folder,
      programs: [...programs, ...(clients ?? []).slice(0, 1)],
      recorder,
      traces,
    });
    const references = await referencesOf(task);
    const workplace = { stage: submission.stage, confine: network.confine, signal };
    const about = { task, scenario, submission, references, student, ...at, clients, place, signal };
    const request = { ...about, standStill, workplace: { ...workplace, folder } };
    const played = await withLastWords(await new Run(request).play(), run.submission, (role) => ({
      ...workplace,
      folder: copyFor(role),
    }));
    const record = { ...played, saved: await savedFiles(scenario, student, folder) };
    return tracing?.kind === 'impossible'
      ? { ...record, callsUnseen: tracing.reason }
      : await withCalls(record, traces);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function withLastWords(
  record: RunRecord,
  submission: Submission,
  workplaceOf: (role: Role) => Workplace,
): Promise<RunRecord> {
  const programs = record.programs.map(async (one) => {
    const program = one.by === 'student' ? submission.programs[one.role] : undefined;
    if (program === undefined) return one;
    return { ...one, stacks: one.stacks + (await lastWords(program, one.instance, workplaceOf(one.role))) };
  });
  return { ...record, programs: await Promise.all(programs) };
}

async function withCalls(record: RunRecord, traces: CallTraces | undefined): Promise<RunRecord> {
  if (traces === undefined) return record;
  const programs = record.programs.map(async (program) => {
    const calls = await traces.read(program.role, program.instance, record.durationMs);
    return calls === undefined ? program : { ...program, calls };
  });
  return { ...record, programs: await Promise.all(programs) };
}

function startingSpot(task: Task, roles: Role[], programs: Program[]): Spot {
  if (task.family === 'unix' || task.transport === 'icmp' || task.port !== 'any') return spotOf(task);
  // A client alone is met where it dials; a server is found where it listens.
  const written = programs.find(({ role }) => role === (roles.length === 1 ? roles[0] : otherRole('client')));
  return { port: written?.writtenPorts[0] ?? ANY_PORT };
}

/** Where the client tried instead, where nothing was established. */
function spotDialled(
  { task, network }: ScenarioRun,
  record: RunRecord,
  programs: Program[],
  spot: Spot,
): Spot | undefined {
  if (task.transport === 'icmp') return undefined;
  const { port, path } = spot;
  const tried = attemptsOf(task, record);
  if (record.trouble.length > 0 || tried.some(({ outcome }) => outcome === 'established')) return undefined;
  const refused = tried.find((one) => one.outcome === 'refused' && one.port !== port);
  // Where refusals cannot be seen on the wire, what is written in the source has to do.
  const [program] = tried.length > 0 ? [] : programs;
  if (path !== undefined)
    return otherThan(path, program?.writtenPaths?.[0], (other) => ({ port, path: other }));
  const meant = program && portMeant(program, port, network);
  return otherThan(port, refused?.port ?? meant, (other) => ({ port: other }));
}

/** A C program that was seen nowhere may have forgotten htons(3); a private network sees all. */
function portMeant({ language, writtenPorts }: Program, port: number, { kind }: Network): number | undefined {
  const [written] = writtenPorts;
  return written === port && language === 'c' && kind === 'host' ? swappedPort(port) : written;
}

function otherThan<Place>(
  known: Place,
  found: Place | undefined,
  spot: (at: Place) => Spot,
): Spot | undefined {
  return found === undefined || found === known ? undefined : spot(found);
}

function attemptsOf(
  { transport }: Task,
  { conversation: { connections, datagrams } }: RunRecord,
): { port: number; outcome: Connection['outcome'] }[] {
  if (transport !== 'udp') return connections.map(({ server, outcome }) => ({ port: server.port, outcome }));
  return datagrams.map(({ to, unreachable }) => ({
    port: to.port,
    outcome: unreachable ? 'refused' : 'established',
  }));
}
