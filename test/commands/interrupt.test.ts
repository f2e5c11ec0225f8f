import { mkdtemp, readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startGrade } from './grade.ts';
import { handIn, NEVER_ANSWERS } from './submissions.ts';

const needsProc = process.platform === 'linux';
const why = needsProc ? '' : ' (skipped: what still runs is looked up in /proc)';

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Command lines of the processes that were started for a grading with this folder for temporary files. */
async function leftovers(temporary: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [environment, line, cwd] = await Promise.all([
        readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''),
        readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
        readlink(`/proc/${pid}/cwd`).catch(() => ''),
      ]);
      const isOurs = [environment, line, cwd].some((text) => text.includes(temporary));
      return isOurs ? [line.replaceAll('\0', ' ')] : [];
    }),
  );
  return found.flat();
}

describe.skipIf(!needsProc)(`a grading that is stopped${why}`, () => {
  it.each([
    ['SIGINT', 130, 'private', 'check'],
    ['SIGTERM', 143, 'private', 'check'],
    ['SIGINT', 130, 'host', 'check'],
    ['SIGINT', 130, 'private', 'batch'],
  ] as const)(
    'by %s ends with %i on the %s network in grade %s, and leaves nothing',
    async (signal, code, network, command) => {
      const temporary = await mkdtemp(join(folder, 'tmp-'));
      const students = await mkdtemp(join(folder, 'students-'));
      const alice = await handIn(join(students, 'alice'), NEVER_ANSWERS);
      const words =
        command === 'check'
          ? ['check', 'uppercase', alice]
          : ['batch', students, '--task', 'uppercase', '--out', join(folder, 'grades')];
      const grading = startGrade([...words, '--network', network], { env: { TMPDIR: temporary } });
      await vi.waitUntil(
        async () => (await leftovers(temporary)).some((line) => line.includes('server.py')),
        {
          timeout: 30_000,
          interval: 20,
        },
      );
      grading.kill(signal);
      const { exitCode, stdout } = await grading;
      expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
      expect(await readdir(temporary)).toEqual([]);
      expect(await leftovers(temporary)).toEqual([]);
    },
  );
});
