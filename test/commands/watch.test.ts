import { mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { entry, startGrade } from './grade.ts';
import { leftovers } from './leftovers.ts';
import { FIXED_REPLY, handIn, NEVER_ANSWERS, UPPERCASE } from './submissions.ts';

const isLinux = process.platform === 'linux';
const hasPython = (await execa('python3', ['-c', 'import pty'], { reject: false })).exitCode === 0;

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
});

afterAll(async () => {
  for (const process of started) process.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

/** Whatever became of a test, nothing watches on. */
const started: { kill: (signal: 'SIGKILL') => boolean }[] = [];

/** All that a process has printed up to now. */
function follow(process: Pick<ReturnType<typeof startGrade>, 'stdout' | 'kill'>) {
  started.push(process);
  const printed = { text: '' };
  process.stdout?.on('data', (chunk: Buffer) => (printed.text += chunk.toString()));
  return {
    printed,
    until: (what: RegExp) => vi.waitUntil(() => what.test(printed.text), { timeout: 50_000, interval: 10 }),
  };
}

const watching = (words: string[]) => {
  const process = startGrade(['check', 'uppercase', ...words, '--watch'], { buffer: false });
  return { process, ...follow(process) };
};

const verdictsIn = (text: string) => text.match(/^(?:PASS|FAIL) {2}uppercase/gm) ?? [];

/** As an editor that never leaves half a file. */
async function saveByRename(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

describe.concurrent('grade check --watch', () => {
  it('grades again on a save, however it is done, and says what it won and lost', async () => {
    const alice = await handIn(join(folder, 'alice'), FIXED_REPLY);
    const { process, printed, until } = watching([alice]);
    await until(/Watching .*alice: save to grade again, Ctrl-C to end\.\n/);
    expect(verdictsIn(printed.text)).toEqual(['FAIL  uppercase']);
    await writeFile(join(alice, 'server.py'), UPPERCASE['server.py']);
    await until(
      /^Since the save before: \+[\d.]+ points, from [\d.]+ to 10 \/ 10\n {2}won {2}message-2 in server, both: .*\n/m,
    );
    expect(printed.text).toMatch(/^══ \d\d:\d\d:\d\d {2}server\.py changed ═+\n\nPASS {2}uppercase/m);
    await saveByRename(join(alice, 'server.py'), FIXED_REPLY['server.py']);
    await until(/^Since the save before: −[\d.]+ points, from 10 to [\d.]+ \/ 10\n {2}lost {2}message-2 /m);
    await saveByRename(join(alice, 'server.py'), FIXED_REPLY['server.py']);
    await until(/^Since the save before: nothing changed, [\d.]+ \/ 10 points as before$/m);
    process.kill('SIGINT');
    expect((await process).exitCode).toBe(1);
  });

  it('grades what a person saved, and not what tools and Sockmark itself write', async () => {
    const bob = await handIn(join(folder, 'bob'), UPPERCASE);
    const result = join(bob, 'result.json');
    const { process, printed, until } = watching([bob, '--json', result, '--pcap', join(bob, 'caps')]);
    await until(/Watching/);
    const drafts = ['.server.py.swp', '4913', 'server.py~', '#server.py#', 'server.py___jb_tmp___'];
    await handIn(bob, {
      ...Object.fromEntries(drafts.map((name) => [name, 'x'])),
      '__pycache__/server.pyc': 'x',
      'node_modules/left/pad.js': 'x',
      'build/client.o': 'x',
      'build/client': 'x',
    });
    await mkdir(join(bob, 'src'));
    // Whoever saves twice grades again, though nothing changed.
    await writeFile(join(bob, 'client.py'), UPPERCASE['client.py']);
    await until(/client\.py changed[^]*Since the save before: nothing changed/);
    await handIn(bob, { 'src/notes.txt': 'x' });
    await until(/src\/notes\.txt changed[^]*nothing changed/);
    process.kill('SIGINT');
    expect((await process).exitCode).toBe(0);
    expect(printed.text.match(/\S+ changed ═/g)).toEqual(['client.py changed ═', 'src/notes.txt changed ═']);
    expect(JSON.parse(await readFile(result, 'utf8'))).toMatchObject({ task: { id: 'uppercase' } });
  });

  it('goes on where the folder goes, and comes back', async () => {
    const carol = await handIn(join(folder, 'home', 'carol'), UPPERCASE);
    const { process, until } = watching([carol]);
    await until(/Watching/);
    await rm(carol, { recursive: true });
    await until(/changed ═+\n\n(?:A folder cannot be read|FAIL)/);
    await handIn(carol, UPPERCASE);
    await until(/changed ═+\n\nPASS/);
    process.kill('SIGINT');
    expect((await process).exitCode).toBe(0);
  });

  it('writes a line of JSON for each verdict where the file is -', async () => {
    const dave = await handIn(join(folder, 'dave'), UPPERCASE);
    const { process, printed, until } = watching([dave, '--json', '-']);
    await until(/\n/);
    await writeFile(join(dave, 'server.py'), FIXED_REPLY['server.py']);
    await until(/\n[^]*\n/);
    process.kill('SIGINT');
    expect((await process).exitCode).toBe(1);
    const results = printed.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Result);
    expect(results.map(({ status }) => status)).toEqual(['passed', 'failed']);
  });

  it('names a folder that is not there, and ends', async () => {
    const { exitCode, stderr } = await startGrade(['check', 'uppercase', join(folder, 'nobody'), '--watch']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/cannot be watched[^]*nobody\n +found: +nothing of this name/);
  });
});

describe.skipIf(!isLinux)(
  'a grading that a save makes stale (skipped where there is no /proc to look into)',
  () => {
    it('is ended, as is one that Ctrl-C interrupts', async () => {
      const temporary = await mkdtemp(join(folder, 'tmp-'));
      const erin = await handIn(join(folder, 'erin'), NEVER_ANSWERS);
      const process = startGrade(['check', 'uppercase', erin, '--watch'], {
        buffer: false,
        env: { TMPDIR: temporary },
      });
      const { printed, until } = follow(process);
      const isRunning = async () => (await leftovers(temporary)).some((line) => line.includes('server.py'));
      await vi.waitUntil(isRunning, { timeout: 30_000, interval: 20 });
      await writeFile(join(erin, 'server.py'), UPPERCASE['server.py']);
      await until(/Watching/);
      expect(verdictsIn(printed.text)).toEqual(['PASS  uppercase']);
      await writeFile(join(erin, 'server.py'), NEVER_ANSWERS['server.py']);
      await vi.waitUntil(isRunning, { timeout: 30_000, interval: 20 });
      process.kill('SIGINT');
      // The last verdict was a good one; the one that was under way is none.
      expect((await process).exitCode).toBe(0);
      expect(await leftovers(temporary)).toEqual([]);
    });
  },
);

describe.skipIf(!hasPython)('on a terminal (skipped where Python cannot make one)', () => {
  it('keeps the verdict until the next one takes its place', async () => {
    const frank = await handIn(join(folder, 'frank'), FIXED_REPLY);
    const words = [process.execPath, entry, 'check', 'uppercase', frank, '--watch', '--no-color'];
    const spawn = `import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(${JSON.stringify(words)})))`;
    const terminal = execa('python3', ['-c', spawn], { reject: false, buffer: false });
    const { printed, until } = follow(terminal);
    await until(/Grading…[^]*FAIL {2}uppercase[^]*Watching/);
    await writeFile(join(frank, 'server.py'), UPPERCASE['server.py']);
    await until(/PASS {2}uppercase[^]*server\.py changed\. Watching/);
    const [before = '', after = ''] = printed.text.split('\u001b[H\u001b[J');
    expect(before).toMatch(/\r\u001b\[2Kserver\.py changed: grading…$/);
    expect(after).toMatch(/^PASS {2}uppercase[^]*Since the save before: \+[^]*won {2}message-2/);
    terminal.stdin.write('\u0003');
    expect((await terminal).exitCode).toBe(0);
  });
});
