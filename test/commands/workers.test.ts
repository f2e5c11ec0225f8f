import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { generateClass } from '../../bench/classes/generate.ts';
import type { ClassSummary } from '../../harness/batch/summary.ts';
import { grade, startGrade } from './grade.ts';
import { leftovers } from './leftovers.ts';

const SIZE = 6;

let folder: string;
let students: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
  students = join(folder, 'class');
  await generateClass('plain', SIZE, students);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const words = (out: string, workers: string) => [
  ...['batch', students, '--task', 'uppercase', '--jobs', '2', '--workers', workers],
  ...['--out', join(folder, out)],
];

async function summaryIn(out: string): Promise<ClassSummary> {
  return JSON.parse(await readFile(join(folder, out, 'summary.json'), 'utf8')) as ClassSummary;
}

/** Processes that a grading has started to grade for it, those of its re-executed self too. */
async function workersOf(pid: number | undefined): Promise<number[]> {
  const children = await readFile(`/proc/${pid ?? 0}/task/${pid ?? 0}/children`, 'utf8').catch(() => '');
  const found: number[] = [];
  for (const child of children.split(' ').map(Number).filter(Boolean)) {
    const environment = await readFile(`/proc/${child}/environ`, 'utf8').catch(() => '');
    if (environment.includes('SOCKMARK_WORKER_JOBS=')) found.push(child);
    else found.push(...(await workersOf(child)));
  }
  return found;
}

describe.skipIf(process.platform !== 'linux')(
  'workers (skipped where there is no /proc to find them by)',
  () => {
    it('grade as one process does; one that is killed costs nobody anything', async () => {
      await grade(words('alone', '0'));
      const grading = startGrade(words('killed', '2'));
      const workers: number[] = [];
      await vi.waitUntil(async () => workers.push(...(await workersOf(grading.pid))) >= 2, {
        timeout: 30_000,
      });
      process.kill(workers[0] ?? NaN, 'SIGKILL');
      const { exitCode, stderr } = await grading;
      expect(exitCode, String(stderr)).toBe(1);
      expect(await summaryIn('killed')).toEqual(await summaryIn('alone'));
    });

    it.each(['SIGINT', 'SIGKILL'] as const)('end with their parent, when it ends by %s', async (signal) => {
      const temporary = await mkdtemp(join(folder, 'tmp-'));
      const grading = startGrade(words(signal, '2'), { env: { TMPDIR: temporary } });
      await vi.waitUntil(async () => (await workersOf(grading.pid)).length >= 2, { timeout: 30_000 });
      grading.kill(signal);
      await grading;
      await vi.waitUntil(async () => (await leftovers(temporary)).length === 0, { timeout: 30_000 });
    });
  },
);
