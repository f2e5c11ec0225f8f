/**
 * The samples, graded as a class: each must come out as it says beside it (`submissions/<task>/expected.json`).
 *
 * `SOCKMARK_ROUNDS=20 npx vitest run test/zoo` grades them that often, while other processes keep every processor busy;
 * `SOCKMARK_TASKS=chat,uppercase` only those of these tasks. `SOCKMARK_HOST=all` grades all on the host network too, which takes minutes:
 * those with the same port written in come one after the other, and nobody else may have it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result, ScenarioResult } from '../../harness/judge/result.ts';
import { privateNetwork } from '../../harness/network/private/private-network.ts';
import { grade } from '../commands/grade.ts';
import { totalsEverywhere, totalsWanted } from '../exports/readers.ts';
import { lostIn, sampledTasks, samplesOf, type Sample } from './expected.ts';

const rounds = Number(process.env.SOCKMARK_ROUNDS ?? 1);
const only = process.env.SOCKMARK_TASKS?.split(',');
const tasksHere = (await sampledTasks()).filter((task) => only?.includes(task) ?? true);
const samples = (await Promise.all(tasksHere.map(samplesOf))).flat();
/** Those that take no port of this machine's that is written into them. */
const takesNoPort = ({ name, task }: Sample): boolean =>
  /port-from|py-class/.test(name) || task.family === 'unix';
const onHost = samples.filter((sample) => process.env.SOCKMARK_HOST === 'all' || takesNoPort(sample));
const submissions = join(import.meta.dirname, '../../submissions');
const noPrivate = privateNetwork().kind === 'refused';

let out: string;
let load: ChildProcess[] = [];

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'sockmark-zoo-'));
  if (rounds > 1) {
    load = Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', 'for (;;);']));
  }
});

afterAll(async () => {
  for (const process of load) process.kill('SIGKILL');
  await rm(out, { recursive: true, force: true });
});

/** False where this network has no way to see it, or lacks what the program has written in: that is no verdict. */
function isJudged({ status, trouble, checks }: ScenarioResult): boolean {
  const unseen = checks[0]?.message.includes('nothing can stand between them') === true;
  return status !== 'skipped' && !unseen && !trouble.some(({ code }) => code === 'not-here');
}

/** What a sample lost, scenario by scenario, and what it must lose. */
function outcome({ status, scenarios }: Result): object {
  const judged = scenarios.filter(isJudged);
  const lost = judged.map(({ id, checks }) => [
    id,
    checks
      .filter(({ score, maxScore }) => score < maxScore)
      .map(({ id: check }) => check)
      .sort(),
  ]);
  const doubts = judged.flatMap(({ id, status: how, checks }) =>
    how === 'inconclusive' ? [`${id}: ${checks[0]?.message}`] : [],
  );
  return {
    ...(judged.length === scenarios.length && { status }),
    lost: Object.fromEntries(lost) as object,
    ...(doubts.length > 0 && { doubts }),
  };
}

function expected(sample: Sample, judged: readonly string[]): object {
  const lost = judged.map((id) => [id, lostIn(sample, id)]);
  return {
    ...(judged.length === sample.task.scenarios.length && { status: sample.status }),
    lost: Object.fromEntries(lost) as object,
  };
}

interface Summary {
  submissions: { id: string; file: string }[];
}

interface Order {
  /** Holds a folder a task, with the samples. */
  folder: string;
  tasks: readonly string[];
  network: 'private' | 'host';
  env?: Record<string, string>;
}

/** All of them in one grading. */
async function gradeSamples({ folder, tasks, network, env = {} }: Order): Promise<Result[]> {
  const results = await mkdtemp(join(out, 'results-'));
  const named = tasks.flatMap((task) => ['--task', task]);
  await grade(['batch', folder, ...named, '--out', results, '--jobs', '8', '--network', network], { env });
  const summary = JSON.parse(await readFile(join(results, 'summary.json'), 'utf8')) as Summary;
  const files = summary.submissions.map(({ file }) => readResults(join(results, file)));
  return (await Promise.all(files)).flat();
}

/** What came out for each, and what has to: of the scenarios that the network can play. */
function outcomes(
  own: readonly Sample[],
  results: readonly Result[],
  network: Order['network'],
): [seen: object, wanted: object] {
  const all = own.map((sample) => {
    const name = `${sample.task.id}/${sample.name}`;
    const result = results.find(({ submission }) => `${submission.path}/`.includes(`/${name}/`));
    const scenarios = network === 'host' ? result?.scenarios.filter(isJudged) : sample.task.scenarios;
    const wanted = expected(sample, scenarios?.map(({ id }) => id) ?? []);
    return { name, seen: result === undefined ? 'no result' : outcome(result), wanted };
  });
  const of = (side: 'seen' | 'wanted'): object => Object.fromEntries(all.map((one) => [one.name, one[side]]));
  return [of('seen'), of('wanted')];
}

/** One result, or those of all tasks of an assignment. */
async function readResults(file: string): Promise<Result[]> {
  const written = JSON.parse(await readFile(file, 'utf8')) as Result | { results: Result[] };
  return 'results' in written ? written.results : [written];
}

describe.skipIf(noPrivate)(
  `the samples on private networks${noPrivate ? ' (no private network here)' : ''}`,
  () => {
    const tasks = [...new Set(samples.map(({ task }) => task.id))];
    const graded = new Map<number, Promise<Result[]>>();
    const round = (number: number): Promise<Result[]> => {
      const results = graded.get(number) ?? gradeSamples({ folder: submissions, tasks, network: 'private' });
      graded.set(number, results);
      return results;
    };

    test.each(
      Array.from({ length: rounds }, (_, index) => tasks.map((task) => [task, index + 1] as const)).flat(),
    )(
      'every sample of %s comes out as it says, round %i',
      async (task, number) => {
        const results = (await round(number)).filter((result) => result.task.id === task);
        const own = samples.filter((sample) => sample.task.id === task);
        const [seen, wanted] = outcomes(own, results, 'private');
        expect(seen).toEqual(wanted);
        for (const result of results) {
          expect(totalsEverywhere([result]), result.submission.path).toEqual(totalsWanted([result]));
        }
      },
      600_000,
    );
  },
);

/** A path has no packets: it is seen by a relay either way. */
describe.each([
  ['packets', onHost],
  ['relay', onHost.filter(({ task, relay }) => task.family !== 'unix' && relay === undefined)],
])('on the host network, seen by %s', (capture, own) => {
  test('every sample that finds its port free comes out as it says', async () => {
    const folder = await mkdtemp(join(out, 'samples-'));
    await Promise.all(
      own.map(({ task, name, folder: sample }) =>
        cp(sample, join(folder, task.id, name), { recursive: true }),
      ),
    );
    const tasks = [...new Set(own.map(({ task }) => task.id))];
    const env = { SOCKMARK_HOST_CAPTURE: capture };
    const graded = await gradeSamples({ folder, tasks, network: 'host', env });
    const [seen, wanted] = outcomes(own, graded, 'host');
    expect(seen).toEqual(wanted);
  }, 1_800_000);
});
