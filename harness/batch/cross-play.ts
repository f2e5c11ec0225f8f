/**
 * Everybody's client against everybody's server. A client that gets on with no server but its own shows at once, and so
 * does a spec that can be read in two ways.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from '../capture/record.ts';
import type { ClassEntry } from '../intake/handed-in.ts';
import { judgeScenario } from '../judge/judge.ts';
import type { ScenarioResult } from '../judge/result.ts';
import { runReferences } from '../run/run-references.ts';
import { runScenario } from '../run/run-scenario.ts';
import type { Scenario, Task } from '../spec/task.ts';
import { prepareSubmission } from '../submission/prepare.ts';
import type { Submission } from '../submission/submission.ts';
import { remarksOn } from './cross-play-remarks.ts';
import { type Couple, couplesOf, type Pair } from './couples.ts';
import type { Grading } from './grade-submission.ts';
import { marry } from './marry.ts';
import { inPool } from './slots.ts';

export interface CrossPlay {
  task: string;
  scenario: string;
  /** True: every client met every server. Else each client met its own server and a seeded sample of the others. */
  complete: boolean;
  seed: number;
  pairs: Pair[];
  /** What is remarkable about them; a sentence each. */
  remarks: string[];
}

export interface CrossPlayOrder extends Omit<Grading, 'tasks'> {
  entries: readonly ClassEntry[];
  jobs: number;
  /** A run has ended, so many of so many. */
  onPair(done: number, of: number): void;
}

/** Undefined where the task has no scenario in which both programs are a student's. */
export async function crossPlay(task: Task, order: CrossPlayOrder): Promise<CrossPlay | undefined> {
  const scenario = task.scenarios.find(({ student, advice }) => student === 'both' && !advice);
  if (scenario === undefined) return undefined;
  const scratch = await mkdtemp(join(order.scratch, 'cross-play-'));
  try {
    const prepared = await prepareAll(task, order, scratch);
    const { couples, complete } = couplesOf([...prepared.values()], task.seed);
    const pairs = await playAll({ task, scenario, order, scratch }, couples);
    return {
      task: task.id,
      scenario: scenario.id,
      complete,
      seed: task.seed,
      pairs,
      remarks: remarksOn(pairs),
    };
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

interface Stand {
  task: Task;
  scenario: Scenario;
  order: CrossPlayOrder;
  scratch: string;
}

/** By id, in the order of the entries. What cannot be prepared has shown so in its own grading. */
async function prepareAll(
  task: Task,
  { entries, jobs, network, signal }: CrossPlayOrder,
  scratch: string,
): Promise<Map<string, Submission>> {
  const prepared = new Map<string, Submission>();
  const walls = network.confine === undefined ? {} : { confine: network.confine };
  await inPool([...entries.entries()], jobs, signal, async ([index, { id, handIns }]) => {
    const folder = handIns.find((one) => one.task === task.id)?.folder;
    if (folder === undefined) return;
    const place = join(scratch, String(index));
    const options = { id, scratch: place, wanted: task.roles, task, signal, ...walls };
    const submission = await prepareSubmission(folder, options).catch(() => undefined);
    if (submission !== undefined) prepared.set(id, submission);
  });
  return new Map(entries.flatMap(({ id }) => [[id, prepared.get(id)] as const]).filter(isThere));
}

function isThere(entry: readonly [string, Submission | undefined]): entry is readonly [string, Submission] {
  return entry[1] !== undefined;
}

async function playAll(stand: Stand, couples: Couple[]): Promise<Pair[]> {
  const { task, scenario, order } = stand;
  const expected = await runReferences({ task, scenario, network: order.network, signal: order.signal });
  const pairs: Pair[] = [];
  let done = 0;
  await inPool([...couples.entries()], order.jobs, order.signal, async ([index, couple]) => {
    pairs[index] = await playOne(stand, couple, expected);
    done += 1;
    order.onPair(done, couples.length);
  });
  return pairs;
}

async function playOne(stand: Stand, { client, server }: Couple, expected: RunRecord): Promise<Pair> {
  const { task, scenario, order, scratch } = stand;
  const { network, slots, signal } = order;
  const names = { client: client.id, server: server.id };
  const home = await mkdtemp(join(scratch, 'pair-'));
  try {
    const submission = await marry(client, server, join(home, 'stage'));
    const record = await slots.run(signal, () =>
      runScenario({ task, scenario, submission, network, signal }),
    );
    return { ...names, ...verdictOn(judgeScenario(task, scenario, record, expected, submission)) };
  } catch (error) {
    signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    return { ...names, outcome: 'inconclusive', message };
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

function verdictOn({ status, checks, reason }: ScenarioResult): Omit<Pair, 'client' | 'server'> {
  if (status === 'inconclusive')
    return { outcome: 'inconclusive', ...(reason === undefined ? {} : { message: reason }) };
  const first = checks.find((check) => check.status === 'failed');
  if (status === 'passed' || first === undefined) return { outcome: 'works' };
  const understood = checks.every(({ id, status: each }) => each === 'passed' || !isAboutTheTalk(id));
  return { outcome: understood ? 'flawed' : 'fails', check: first.id, message: first.message };
}

function isAboutTheTalk(check: string): boolean {
  return check === 'connects' || check.startsWith('message');
}
