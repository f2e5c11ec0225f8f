import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytes, check, connection, program, result, scenario } from '../report/sample-results.ts';
import { HOSTILE_TEXTS, OBEYED_BY_TERMINALS } from '../report/hostile-text.ts';
import { grade, type Answer } from './grade.ts';
import { FIXED_REPLY, handIn } from './submissions.ts';

let folder: string;
/** What `check` and `batch` printed when they saved `task.json`, `lab.json` and the files of `grades`. */
let printed: { task: Answer; lab: Answer };

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
  const bob = await handIn(join(folder, 'class', 'bob'), FIXED_REPLY);
  const overrides = await save('overrides.json', {
    overrides: [{ submission: 'bob', points: 9, comment: 'shown in the lab', by: 'TA' }],
  });
  const check = (name: string, ...words: string[]) => grade(['check', name, bob, ...words], { cwd: folder });
  const [task, lab] = await Promise.all([
    check('uppercase', '--json', 'task.json', '--pcap', 'caps'),
    check('lab-1', '--json', 'lab.json'),
    grade(['batch', 'class', '--task', 'uppercase', '--out', 'grades', '--overrides', overrides], {
      cwd: folder,
    }),
  ]);
  printed = { task, lab };
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const show = (...words: string[]) => grade(['show', ...words], { cwd: folder });

async function save(name: string, value: unknown): Promise<string> {
  await writeFile(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  return name;
}

describe('grade show', () => {
  it('prints what was printed when the result was saved, of a task and of an assignment', async () => {
    expect(await show('task.json')).toEqual(printed.task);
    expect(await show('lab.json')).toEqual(printed.lab);
  });

  it('prints a file of a batch', async () => {
    const { code, stdout } = await show(join('grades', 'submissions', 'bob.json'));
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}uppercase/m);
    expect(stdout).toContain('FAIL  message-2');
  });

  it('shows what a person decided about it, apart from what was measured', async () => {
    const { stdout } = await show(join('grades', 'submissions', 'bob.json'), '--brief');
    const measured = /^FAIL {2}uppercase .* ([\d.]+) \/ 10 points$/m.exec(stdout)?.[1];
    expect(stdout).toContain('* Set to 9 points by TA: shown in the lab\n');
    expect(stdout).toContain(`* What counts: 9 / 10 points; measured: ${measured}\n`);
  });

  it('has less detail with --brief: a line a scenario, and where the packets are', async () => {
    const { stdout } = await show('task.json', '--brief');
    expect(stdout.split('\n\n').map((block) => block.split('\n')[0]?.trim().slice(0, 8))).toEqual([
      'FAIL  up',
      'FAIL  Yo',
      'Packets,',
    ]);
    expect(stdout).toContain(`  ${join('caps', 'bob', 'uppercase-client.pcapng')}\n`);
  });

  it('has all that was seen with --full: what was right too, what was typed, every byte', async () => {
    const { stdout } = await show('task.json', '--full');
    expect(stdout).toContain('PASS  listens');
    expect(stdout).toMatch(/^ {6}0000 {2}48 45 4c 4c 4f +\|HELLO\|$/m);
    expect(stdout).toMatch(/^ {4}typed\n {6}\S/m);
    expect(stdout).toContain(`Packets, for Wireshark: ${join('caps', 'bob', 'uppercase-both.pcapng')}\n`);
  });

  it('shows one scenario with --scenario, and names the scenarios there are', async () => {
    const { stdout } = await show('lab.json', '--scenario', 'client');
    expect(stdout.match(/^── .*/gm)).toHaveLength(3);
    expect(stdout).not.toContain('Your server with the reference client');
    const wrong = await show('lab.json', '--scenario', 'clinet');
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toMatch(/found: +"clinet"[\s\S]*"server", "client", "both"[\s\S]*"client"/);
  });

  it('lets nothing of a hostile file through to the terminal', async () => {
    const hostile = HOSTILE_TEXTS.map((text) =>
      result({
        submission: { id: text, path: text },
        task: { id: text, title: text },
        findings: [{ code: 'does-not-parse', role: 'server', message: text, file: text, source: text }],
        hints: [{ id: text, message: text, file: text, line: 1 }],
        scenarios: [
          scenario({
            id: text,
            title: text,
            status: 'failed',
            capture: text,
            reason: text,
            checks: [
              check({
                id: text,
                title: text,
                status: 'failed',
                message: text,
                hint: text,
                where: { file: text, line: 1, source: text },
                difference: { expected: bytes(text), actual: bytes(text), offset: 0 },
              }),
            ],
            conversation: {
              listeners: [],
              connections: [connection({ client: text, server: text })],
              datagrams: [{ at: 1, from: text, to: text, bytes: bytes(text), unreachable: true }],
            },
            programs: [
              program({
                command: [text],
                file: text,
                stdout: text,
                stderr: text,
                ending: { kind: 'not-started', error: text },
                typed: [{ text, at: 1, purpose: 'script', prompt: text }],
              }),
            ],
          }),
        ],
      }),
    );
    const file = await save('hostile.json', { results: hostile });
    for (const detail of ['--full', '--brief']) {
      const { code, stdout, stderr } = await show(file, detail);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).not.toMatch(OBEYED_BY_TERMINALS);
      expect(stdout).not.toMatch(/^PASS {2}(?:forged|uppercase {2}10)/m);
    }
  });

  it('refuses a file that is no result, and names where the results of a batch are', async () => {
    const { code, stdout, stderr } = await show(join('grades', 'summary.json'));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/found: +the summary of a batch[\s\S]*try: .*submissions/);
  });

  it('asks for a result where there is none, and for one amount of detail', async () => {
    expect((await show()).stderr).toContain('grade show RESULT');
    expect((await show('task.json', '--brief', '--full')).stderr).toContain('keep one of them');
  });
});
