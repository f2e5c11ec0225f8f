/**
 * A class in each layout, killed with SIGKILL on the way and gone on with, against the same class undisturbed.
 *
 *     SOCKMARK_CLASS_SIZE=300 npx vitest run test/commands/class.test.ts
 *
 * Without the variable it is small, and of one layout.
 */
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { generateClass, PACKINGS, type Packing } from '../../bench/classes/generate.ts';
import type { ClassSummary } from '../../harness/batch/summary.ts';
import type { Result } from '../../harness/judge/result.ts';
import { grade, startGrade } from './grade.ts';

const given = Number(process.env.SOCKMARK_CLASS_SIZE ?? 0);
const size = given > 0 ? given : 8;
const packings: readonly Packing[] = given > 0 ? PACKINGS : ['zip'];
const KILLS = 3;
const MINUTES = 60_000;

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const commandLine = (students: string, out: string) => [
  ...['batch', students, '--task', 'uppercase', '--out', out, '--jobs', given > 0 ? '6' : '2'],
];

/** Resident memory of a process in MB, as the kernel has it; 0 where there is no /proc. */
async function memoryOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Grades without a disturbance, and measures memory meanwhile: its peak in the first and in the second half. */
async function undisturbed(words: string[]) {
  const grading = startGrade(words);
  const samples: number[] = [];
  const timer = setInterval(
    () => void memoryOf(grading.pid).then((megabytes) => samples.push(megabytes)),
    200,
  );
  const began = performance.now();
  const { exitCode, stderr } = await grading;
  clearInterval(timer);
  const middle = Math.ceil(samples.length / 2);
  return {
    ...{ exitCode, stderr: String(stderr) },
    seconds: (performance.now() - began) / 1000,
    firstHalf: Math.max(0, ...samples.slice(0, middle)),
    secondHalf: Math.max(0, ...samples.slice(middle)),
  };
}

/** Starts the grading, and kills it as soon as `count` more submissions are graded. How many it said were. */
async function killedAfter(words: string[], count: number): Promise<number> {
  const grading = startGrade(words, { detached: true });
  let told = '';
  grading.stderr?.on('data', (piece) => (told += String(piece)));
  const graded = () => told.match(/^\[ *\d+\/\d+\] (?:PASS|FAIL)/gm)?.length ?? 0;
  await vi.waitUntil(() => graded() >= count, { timeout: 30 * MINUTES, interval: 5 });
  process.kill(-(grading.pid ?? NaN), 'SIGKILL');
  await grading;
  return graded();
}

/** What a result says but for times, and for numbers that the kernel chooses anew. */
async function timeless(file: string) {
  const { scenarios, ...rest } = JSON.parse(await readFile(file, 'utf8')) as Result;
  const told = scenarios.map(({ id, status, score, checks, reason }) => {
    const said = checks.map((check) => [check.id, check.status, check.score, check.cause, check.hintId]);
    return { id, status, score, reason, said };
  });
  return { ...rest, scenarios: told };
}

describe.each(packings)(`a class of ${size} that is packed as %s `, (packing) => {
  it(
    'is graded to the same end, however often it is killed',
    async () => {
      const students = join(folder, packing, 'class');
      await generateClass(packing, size, students);
      const whole = join(folder, packing, 'whole');
      const undisturbedOne = undisturbed(commandLine(students, whole));
      // A class of hundreds has the machine to itself, so that its time and memory are its own.
      if (given > 0) await undisturbedOne;
      const out = join(folder, packing, 'killed');
      let graded = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        graded += await killedAfter(commandLine(students, out), Math.floor(size / (KILLS + 1)));
      }
      const { code, stderr } = await grade(commandLine(students, out));
      expect(code).toBe(1);
      const once = await undisturbedOne;
      expect(once.exitCode, once.stderr).toBe(1);
      // Whatever it said was graded was not graded again; what is inconclusive is.
      const before = Number(/\] (\d+) graded before/.exec(stderr)?.[1]);
      expect(before).toBeGreaterThanOrEqual(graded);
      const text = await readFile(join(out, 'summary.json'), 'utf8');
      const { submissions } = JSON.parse(text) as ClassSummary;
      const expected = await readFile(join(whole, 'summary.json'), 'utf8');
      expect(submissions).toEqual((JSON.parse(expected) as ClassSummary).submissions);
      expect(text).toBe(expected);
      expect(submissions).toHaveLength(size);
      for (const { file } of submissions) {
        expect(await timeless(join(out, file))).toEqual(await timeless(join(whole, file)));
      }
      if (given > 0) report(packing, once);
    },
    60 * MINUTES,
  );
});

function report(
  packing: Packing,
  { seconds, firstHalf, secondHalf }: Awaited<ReturnType<typeof undisturbed>>,
) {
  const memory = `${firstHalf.toFixed(0)} MB in the first half, ${secondHalf.toFixed(0)} MB in the second`;
  process.stdout.write(`${packing}: ${size} in ${seconds.toFixed(1)} s; at most ${memory}\n`);
  expect(secondHalf).toBeLessThan(Math.max(200, 1.25 * firstHalf));
}
