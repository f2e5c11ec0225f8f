/** Locks on ports, between runs of one process and between processes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';
import { takeFreePort } from '../../harness/network/host/free-port.ts';
import { lockPorts, PortLocked, tryLockPort } from '../../harness/network/host/port-lock.ts';

/** Nobody listens on these; a lock does not open its port. */
const [PORT, OTHER] = [20_001, 20_002];
const LONG = 30_000;

const folder = mkdtempSync(join(tmpdir(), 'sockmark-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Another process that holds the lock: the same source, compiled, since Node 20 does not read TypeScript. */
async function holdElsewhere(port: number) {
  const source = readFileSync(join(import.meta.dirname, '../../harness/network/host/port-lock.ts'), 'utf8');
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
  writeFileSync(
    join(folder, 'port-lock.mjs'),
    ts.transpileModule(source, { compilerOptions: options }).outputText,
  );
  const script = `import { lockPorts } from './port-lock.mjs';
    const lock = await lockPorts([${port}], ${LONG});
    process.stdin.once('data', () => lock.release()).resume();
    console.log('held');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('a port that another process holds is waited for until it is released', async () => {
  const holder = await holdElsewhere(PORT);
  expect(await tryLockPort(PORT)).toBeUndefined();
  const waiting = lockPorts([PORT], LONG);
  holder.stdin.write('release\n');
  await (await waiting).release();
  // It still runs: the release was enough.
  expect(holder.exitCode).toBeNull();
  holder.kill();
});

test('a process that is killed holds nothing any more', async () => {
  const holder = await holdElsewhere(PORT);
  const waiting = lockPorts([PORT], LONG);
  holder.kill('SIGKILL');
  await (await waiting).release();
});

test('after a wait in vain the error names the port and the process that has it', async () => {
  const holder = await holdElsewhere(PORT);
  const error = await lockPorts([OTHER, PORT], 50).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(PortLocked);
  expect(error).toMatchObject({ port: PORT, holder: holder.pid });
  // What it had got before is given back.
  const other = await tryLockPort(OTHER);
  expect(other).toBeDefined();
  await other?.release();
  holder.kill();
});

test('runs of one process have a port one after another', async () => {
  let inside = 0;
  let most = 0;
  const run = async () => {
    const lock = await lockPorts([PORT], LONG);
    most = Math.max(most, ++inside);
    await new Promise(setImmediate);
    inside -= 1;
    await lock.release();
  };
  await Promise.all(Array.from({ length: 25 }, run));
  expect(most).toBe(1);
});

test('nobody waits in vain for a port that goes from run to run', async () => {
  const waitMs = 1000;
  let lock = (await tryLockPort(PORT))!;
  const waiting = lockPorts([PORT], waitMs);
  const until = performance.now() + waitMs * 1.5;
  while (performance.now() < until) {
    await delay(10);
    // In one turn of the loop, so that the one who waits never gets in between.
    const [, next] = await Promise.all([lock.release(), tryLockPort(PORT)]);
    lock = next!;
  }
  await lock.release();
  await (await waiting).release();
});

test('runs that want the same ports in another order do not wait for each other for ever', async () => {
  const run = async (at: number) => {
    const lock = await lockPorts(at % 2 === 0 ? [PORT, OTHER, PORT] : [OTHER, PORT], LONG);
    await new Promise(setImmediate);
    await lock.release();
  };
  await Promise.all(Array.from({ length: 20 }, (_, at) => run(at)));
});

test('free ports are different, and held until they are given back', async () => {
  const taken = await Promise.all(Array.from({ length: 20 }, takeFreePort));
  expect(new Set(taken.map(({ port }) => port)).size).toBe(20);
  expect(await tryLockPort(taken[0]!.port)).toBeUndefined();
  await Promise.all(taken.map(({ lock }) => lock.release()));
  const again = await tryLockPort(taken[0]!.port);
  expect(again).toBeDefined();
  await again?.release();
});
