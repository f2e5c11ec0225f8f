import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { own, removeOrphans } from '../../harness/batch/orphans.ts';

let temporary: string;

beforeEach(async () => {
  temporary = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
});

afterEach(async () => {
  await rm(temporary, { recursive: true });
});

async function folder(name: string, owner?: string): Promise<string> {
  const path = join(temporary, name);
  await mkdir(path);
  if (owner !== undefined) await writeFile(join(path, 'owner'), owner);
  return path;
}

it('takes away what a killed grading left, and nothing of the living', async () => {
  const dead = await folder('sockmark-dead', '999999999 1');
  const reborn =
    process.platform === 'linux' ? await folder('sockmark-reborn', `${process.pid} 1`) : undefined;
  const living = await folder('sockmark-living');
  await own(living);
  const elsewhere = await folder('sockmark-elsewhere', '999999999 1 pid:[1]');
  const others = await folder('sockmark-test-others');
  await removeOrphans(temporary, 'sockmark-');
  expect(
    [dead, reborn, living, elsewhere, others].map((path) => path !== undefined && existsSync(path)),
  ).toEqual([false, false, true, true, true]);
});

it.skipIf(process.platform !== 'linux')('ends programs that still run in it (needs /proc)', async () => {
  const dead = await folder('sockmark-dead', '999999999 1');
  const program = spawn('sleep', ['600'], { cwd: dead });
  await vi.waitUntil(() => program.pid !== undefined);
  const ended = new Promise((resolve) =>
    program.once('exit', (_code, signal) => {
      resolve(signal);
    }),
  );
  await removeOrphans(temporary, 'sockmark-');
  expect(await ended).toBe('SIGKILL');
});
