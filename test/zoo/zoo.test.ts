/**
 * The samples, graded as a class: each must come out as it says beside it (`submissions/<task>/expected.json`).
 *
 * `SOCKMARK_ROUNDS=20 npx vitest run test/zoo` grades them that often, while other processes keep every processor busy.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { privateNetwork } from '../../harness/network/private/private-network.ts';
import { grade } from '../commands/grade.ts';
import { totalsEverywhere, totalsWanted } from '../exports/readers.ts';
import { lostIn, sampledTasks, samplesOf, type Sample } from './expected.ts';

const rounds = Number(process.env.SOCKMARK_ROUNDS ?? 1);
const samples = (await Promise.all((await sampledTasks()).map(samplesOf))).flat();
/** Those that take no port of this machine's that is written into them. */
const onHost = samples.filter(({ name, task }) => /port-from|py-class/.test(name) || task.family === 'unix');
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

/** What a sample lost, scenario by scenario, and what it must lose. */
function outcome({ status, scenarios }: Result): object {
  const lost = scenarios.map(({ id, checks }) => [
    id,
    checks
      .filter(({ score, maxScore }) => score < maxScore)
      .map(({ id: check }) => check)
      .sort(),
  ]);
  return { status, lost: Object.fromEntries(lost) as object };
}

function expected(sample: Sample): object {
  const lost = sample.task.scenarios.map(({ id }) => [id, lostIn(sample, id)]);
  return { status: sample.status, lost: Object.fromEntries(lost) as object };
}

interface Summary {
  submissions: { id: string; file: string }[];
}

/** All samples in one grading. */
async function gradeSamples(tasks: readonly string[], folder: string): Promise<Result[]> {
  const named = tasks.flatMap((task) => ['--task', task]);
  await grade(['batch', submissions, ...named, '--out', folder, '--jobs', '8', '--network', 'private']);
  const summary = JSON.parse(await readFile(join(folder, 'summary.json'), 'utf8')) as Summary;
  const results = await Promise.all(summary.submissions.map(({ file }) => readResults(join(folder, file))));
  return results.flat();
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
      const results = graded.get(number) ?? gradeSamples(tasks, join(out, String(number)));
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
        const seen = own.map((sample) => {
          const result = results.find(({ submission: { path } }) =>
            `${path}/`.startsWith(`${sample.folder}/`),
          );
          return [`${task}/${sample.name}`, result === undefined ? 'no result' : outcome(result)];
        });
        const wanted = own.map((sample) => [`${task}/${sample.name}`, expected(sample)]);
        expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(wanted));
        for (const result of results) {
          expect(totalsEverywhere([result]), result.submission.path).toEqual(totalsWanted([result]));
        }
      },
      600_000,
    );
  },
);

describe.each(['packets', 'relay'])(
  'samples that take a port or have a path, on the host network by %s',
  (capture) => {
    test.concurrent.each(onHost.map((sample) => [`${sample.task.id}/${sample.name}`, sample] as const))(
      '%s',
      async (_, sample) => {
        const file = join(out, `${capture}-${sample.task.id}-${sample.name}.json`);
        await grade(['check', sample.task.id, sample.folder, '--network', 'host', '--json', file], {
          env: { SOCKMARK_HOST_CAPTURE: capture },
        });
        const [result] = await readResults(file);
        expect(result && outcome(result)).toEqual(expected(sample));
      },
    );
  },
);
