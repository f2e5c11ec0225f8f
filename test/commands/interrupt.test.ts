import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { namespaceRights } from '../../harness/network/private/enter.ts';
import { startGrade } from './grade.ts';
import { leftovers } from './leftovers.ts';
import { handIn, NEVER_ANSWERS } from './submissions.ts';

const isLinux = process.platform === 'linux';
const hasPrivate = isLinux && namespaceRights().kind !== 'refused';

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Stops a grading while a server is running, and sees that it ends as it should and leaves nothing. */
async function stop(words: string[], signal: NodeJS.Signals, code: number): Promise<void> {
  const temporary = await mkdtemp(join(folder, 'tmp-'));
  const grading = startGrade(words, { env: { TMPDIR: temporary } });
  const isRunning = async () => (await leftovers(temporary)).some((line) => line.includes('server.py'));
  await vi.waitUntil(isRunning, { timeout: 30_000, interval: 20 });
  grading.kill(signal);
  const { exitCode, stdout } = await grading;
  expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
  expect(await readdir(temporary)).toEqual([]);
  expect(await leftovers(temporary)).toEqual([]);
}

describe.skipIf(!hasPrivate)('a grading on private networks (skipped where there are none)', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('that is stopped by %s exits with %i and leaves nothing', async (signal, code) => {
    const alice = await handIn(await mkdtemp(join(folder, 'alice-')), NEVER_ANSWERS);
    await stop(['check', 'uppercase', alice, '--network', 'private'], signal, code);
  });

  it('of a class that is stopped keeps no half results', async () => {
    const students = await mkdtemp(join(folder, 'students-'));
    for (const name of ['alice', 'bob', 'carol']) await handIn(join(students, name), NEVER_ANSWERS);
    const out = join(folder, 'grades');
    await stop(
      ['batch', students, '--task', 'uppercase', '--network', 'private', '--out', out],
      'SIGINT',
      130,
    );
    expect(await readdir(out, { recursive: true })).toEqual([]);
  });
});

describe.skipIf(!isLinux)(
  'a grading on the host network (skipped where there is no /proc to look into)',
  () => {
    it('that is stopped by SIGINT exits with 130 and leaves nothing', async () => {
      const alice = await handIn(await mkdtemp(join(folder, 'alice-')), NEVER_ANSWERS);
      await stop(['check', 'uppercase', alice, '--network', 'host'], 'SIGINT', 130);
    });
  },
);
