/** The check that the program runs without a crash, and does not run away. */
import type { ProgramRecord, StopReason } from '../../capture/record.ts';
import type { Role } from '../../spec/task.ts';
import type { Cause } from '../causes.ts';
import { comesFromOutside, type Crash } from '../crash.ts';
import { ownCrash, programsOf, realCrashes, restOf, type Facts } from '../facts.ts';
import { fail, pass, skip, type Ruling, type Rulings } from '../ruling.ts';
import { The } from '../words.ts';
import { crashMessage } from './phrases.ts';

export function ruleSurvives(facts: Facts, rulings: Rulings): Ruling {
  const met = [rulings.get('listens'), rulings.get('connects')].find((one) => one?.cause?.kind === 'crash');
  if (met) return skip('It crashed before the conversation began, and that is charged there.');
  for (const role of facts.students) {
    const crash = ownCrash(facts, role);
    if (crash) return crashed(crash);
    const wild = wentWild(facts, role);
    if (wild) return fail(wild, wildMessage(wild));
  }
  const crash = realCrashes(facts).find((one) => comesFromOutside(one.reason));
  if (crash) return crashedByPeer(crash, rulings);
  if (stoppedServing(facts)) {
    if (rulings.get('connects')?.cause?.kind === 'not-accepted')
      return pass('The server’s program ended after its first client; that is charged at connects alone.');
    const message = 'The server’s program ended after its client; the task asks it to serve the next one.';
    const over = facts.task.transport === 'udp' ? ({ over: 'udp' } as const) : {};
    return fail({ kind: 'stopped-serving', by: 'server', ...over }, message);
  }
  return pass('Nothing crashed.');
}

function crashed(crash: Crash): Ruling {
  return fail(
    { kind: 'crash', by: crash.role, crash },
    `${The(crash.role)} crashed: ${crashMessage(crash)}.`,
  );
}

/** A reset or a broken pipe mostly tells of a fault that is charged elsewhere: then it costs nothing more. */
function crashedByPeer(crash: Crash, rulings: Rulings): Ruling {
  const charged = [...rulings].find(([, ruling]) => ruling.status === 'failed');
  if (!charged) return crashed(crash);
  const seen = `${The(crash.role)} crashed: ${crashMessage(crash)}.`;
  return pass(`${seen} That follows from ${charged[0]}, and is charged there alone.`);
}

type Wild = Extract<Cause, { kind: 'runaway' | 'busy-loop' }>;

/** Output, traffic, memory, processes or processor time without end. */
export function wentWild(facts: Facts, role: Role): Wild | undefined {
  const { where } = restOf(facts, role);
  for (const program of programsOf(facts, role)) {
    // One that ran away when its keyboard was closed had been at rest before, with all done.
    if (program.keyboardClosed || !isCulprit(facts, program)) continue;
    const wild = wildness(program, role, facts.record.durationMs);
    if (wild) return where ? { ...wild, where } : wild;
  }
  return undefined;
}

/** The harness ends all programs for the same reason; the one that gave it is the one with the most of it. */
function isCulprit({ record }: Facts, program: ProgramRecord): boolean {
  const { ending } = program;
  if (ending.kind !== 'stopped') return true;
  const printed = (one: ProgramRecord): number => one.stdout.length + one.stderr.length + one.outputDropped;
  const measure = ending.why === 'too-much-output' ? printed : (one: ProgramRecord): number => one.cpuMs;
  return record.programs.every((one) => one.by !== 'student' || measure(one) <= measure(program));
}

type Excess = Extract<Cause, { kind: 'runaway' }>['what'];

const EXCESS: Partial<Record<StopReason, Excess>> = {
  'too-much-output': 'output',
  'too-much-traffic': 'traffic',
  'too-much-memory': 'memory',
  'too-many-processes': 'processes',
};

function wildness(program: ProgramRecord, by: Role, durationMs: number): Wild | undefined {
  const { ending, cpuMs, waits, outputDropped } = program;
  const loop: Wild = { kind: 'busy-loop', by, cpuMs };
  if (ending.kind === 'signalled') return ending.signal === 'SIGXCPU' ? loop : undefined;
  if (ending.kind !== 'stopped') return undefined;
  const what = EXCESS[ending.why];
  if (what) return { kind: 'runaway', by, what };
  if (ending.why === 'spinning') return printedMuch(program) ? { kind: 'runaway', by, what: 'output' } : loop;
  if (ending.why !== 'time-limit') return undefined;
  // On a busy machine even a program that never waits may not get as far as one of the other limits.
  if (outputDropped > 0) return { kind: 'runaway', by, what: 'output' };
  const running = waits.some((wait) => wait.on === 'running');
  return running || cpuMs > durationMs / 2 ? loop : undefined;
}

/** More than a person reads: where a program is slow (its calls are written down), it spins before it has printed all that it may. */
const MUCH_OUTPUT = 16 * 1024;

function printedMuch({ stdout, stderr, outputDropped }: ProgramRecord): boolean {
  return stdout.length + stderr.length + outputDropped > MUCH_OUTPUT;
}

const WILD = {
  output: 'printed without end',
  traffic: 'sent without end',
  memory: 'took more and more memory',
  processes: 'started more and more programs',
};

function wildMessage(wild: Wild): string {
  const place = wild.where ? ` (${wild.where.file}, line ${wild.where.line})` : '';
  if (wild.kind === 'runaway') return `${The(wild.by)} ${WILD[wild.what]} and had to be stopped${place}.`;
  return `${The(wild.by)} ran in a circle without waiting for anything, and had to be stopped${place}.`;
}

/** A program that ended before its first client came has handed over to a child of its own (a daemon). */
function stoppedServing(facts: Facts): boolean {
  const { task, students, talks } = facts;
  if (task.termination.serverThen !== 'serves-on' || !students.includes('server')) return false;
  const first = talks[0]?.connections[0]?.startedAt ?? 0;
  return programsOf(facts, 'server').some(({ ending }) => ending.kind === 'exited' && ending.at > first);
}
