import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { grade, root, startGrade } from './grade.ts';
import { leftovers } from './leftovers.ts';
import { handIn, NEVER_ANSWERS, UPPERCASE } from './submissions.ts';

/** `nobody` on every Linux. */
const NOBODY = { uid: 65_534, gid: 65_534 };

const canBeNobody =
  process.getuid?.() === 0 &&
  spawnSync(process.execPath, [join(root, 'dist', 'grade.js'), '--version'], NOBODY).status === 0 &&
  spawnSync('unshare', ['--user', '--map-root-user', '--net', 'true'], NOBODY).status === 0;

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
  await chmod(folder, 0o755);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Options for a process of nobody's, with a folder of its own for temporary files. */
async function nobody() {
  const temporary = await mkdtemp(join(folder, 'tmp-'));
  await chmod(temporary, 0o777);
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: temporary, TMPDIR: temporary };
  return { temporary, options: { ...NOBODY, env, cwd: folder } };
}

const why = '(skipped where this is not root, or nobody may not read the files or make user namespaces)';

describe.skipIf(!canBeNobody)(`an ordinary user ${why}`, () => {
  it('grades on private networks, ports below 1024 included', async () => {
    const { options, temporary } = await nobody();
    const files = Object.fromEntries(
      Object.entries(UPPERCASE).map(([name, text]) => [name, text.replaceAll('12000', '53')]),
    );
    const alice = await handIn(join(folder, 'alice'), files);
    const { stdout, stderr } = await grade(
      ['check', 'uppercase', alice, '--network', 'private', '--json', '-'],
      options,
    );
    expect(stderr).toBe('');
    const result = JSON.parse(stdout) as Result;
    expect(result).toMatchObject({ network: 'private', status: 'failed' });
    const lost = result.scenarios.flatMap(({ checks }) => checks.filter(({ status }) => status !== 'passed'));
    expect([...new Set(lost.map(({ id }) => id))]).toEqual(['port']);
    expect(await readdir(temporary)).toEqual([]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops a grading by %s with exit code %i, and nothing is left', async (signal, code) => {
    const { options, temporary } = await nobody();
    const alice = await handIn(await mkdtemp(join(folder, 'alice-')), NEVER_ANSWERS);
    await chmod(alice, 0o755);
    const grading = startGrade(['check', 'uppercase', alice, '--network', 'private'], options);
    const isRunning = async () => (await leftovers(temporary)).some((line) => line.includes('server.py'));
    await vi.waitUntil(isRunning, { timeout: 30_000, interval: 20 });
    grading.kill(signal);
    expect(await grading).toMatchObject({ exitCode: code, stdout: '' });
    expect(await leftovers(temporary)).toEqual([]);
    expect(await readdir(temporary)).toEqual([]);
  });
});
