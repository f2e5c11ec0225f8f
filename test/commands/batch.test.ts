import { cp, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClassSummary } from '../../harness/batch/summary.ts';
import type { Result } from '../../harness/judge/result.ts';
import { grade } from './grade.ts';
import { FIXED_REPLY, handIn, UPPERCASE } from './submissions.ts';

let folder: string;
let classFolder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
  classFolder = join(folder, 'class');
  await handIn(join(classFolder, 'alice'), UPPERCASE);
  await handIn(join(classFolder, 'bob [late]'), FIXED_REPLY);
  await handIn(join(classFolder, 'carol'), { 'notes.txt': 'I did not do it.' });
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function read<T>(...path: string[]): Promise<T> {
  return JSON.parse(await readFile(join(...path), 'utf8')) as T;
}

describe('grade batch', () => {
  it('grades everybody: a line each, a table, a file each, and the summary', async () => {
    const out = join(folder, 'grades');
    const { code, stdout, stderr } = await grade(['batch', classFolder, '--task', 'uppercase', '--out', out]);
    expect(code).toBe(1);
    expect(stderr.split('\n').filter((line) => /^\[[123]\/3\] (PASS|FAIL) {2}/.test(line))).toHaveLength(3);
    expect(stdout).toMatch(/^PASS +alice +10 \/ 10$/m);
    expect(stdout).toMatch(/^FAIL +bob \[late\] +[\d.]+ \/ 10 +message-2$/m);
    expect(stdout).toMatch(/^FAIL +carol +0 \/ 10 /m);
    expect(stdout).toMatch(/^3 submissions: 1 passed, 2 lost points$/m);
    const summary = await read<ClassSummary>(out, 'summary.json');
    expect(summary.submissions.map(({ id, status, file }) => [id, status, file])).toEqual([
      ['alice', 'passed', 'submissions/alice.json'],
      ['bob [late]', 'failed', 'submissions/bob [late].json'],
      ['carol', 'failed', 'submissions/carol.json'],
    ]);
    for (const { id, score, file } of summary.submissions) {
      expect(await read<Result>(out, file)).toMatchObject({
        submission: { id },
        task: { id: 'uppercase' },
        score,
      });
    }
    expect((await readdir(out)).sort()).toEqual([
      'journal.ndjson',
      'report.html',
      'submissions',
      'summary.json',
    ]);
  });

  it('gives the same result whatever the number of jobs', async () => {
    const points = async (jobs: string) => {
      const out = join(folder, `jobs-${jobs}`);
      const { stdout } = await grade([
        'batch',
        classFolder,
        '--task',
        'uppercase',
        '--jobs',
        jobs,
        '--out',
        out,
        '--json',
        '-',
      ]);
      const { submissions } = JSON.parse(stdout) as ClassSummary;
      return submissions.map(({ id, score, tasks }) => [id, score, tasks]);
    };
    expect(await points('8')).toEqual(await points('1'));
  });

  it('reads a folder a task, and names what it left out', async () => {
    const lab = join(folder, 'lab');
    await cp(classFolder, join(lab, 'Upper Case'), { recursive: true });
    await handIn(join(lab, 'chats'), { 'dave/server.py': '' });
    const out = join(folder, 'lab-grades');
    const { code, stdout } = await grade(['batch', lab, '--assignment', 'lab-1', '--out', out]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^PASS +Upper Case\/alice +10 \/ 10$/m);
    expect(stdout).toContain('Matched to nobody (1): chats');
    const summary = await read<ClassSummary>(out, 'summary.json');
    expect(summary.assignment).toMatchObject({ id: 'lab-1' });
    expect(await read(out, 'submissions', 'Upper Case', 'alice.json')).toMatchObject({ status: 'passed' });
  });

  it('exits with 0 where everybody has full marks', async () => {
    const best = join(folder, 'best');
    await handIn(join(best, 'alice'), UPPERCASE);
    const out = join(folder, 'best-grades');
    expect(await grade(['batch', best, '--task', 'uppercase', '--out', out])).toMatchObject({ code: 0 });
  });

  it('says so where the results cannot be written, and exits with 2', async () => {
    const inTheWay = join(folder, 'in-the-way');
    await writeFile(inTheWay, '');
    const { code, stderr } = await grade(['batch', classFolder, '--task', 'uppercase', '--out', inTheWay]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/cannot be written there/);
  });
});
