import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClassSummary } from '../../harness/batch/summary.ts';
import { importCanvas } from '../gradebook/importers.ts';
import { grade } from './grade.ts';
import { complaints } from './published.ts';
import { FIXED_REPLY, handIn, UPPERCASE } from './submissions.ts';

let folder: string;
let students: string;
let before: string;

const canvasName = (who: string) => (name: string) => `${who}_900_${name}`;
const renamed = (files: Record<string, string>, rename: (name: string) => string) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [rename(name), text]));

const batch = (out: string, ...more: string[]) =>
  grade(['batch', students, '--task', 'uppercase', '--out', out, ...more]);

const summaryIn = async (out: string) =>
  JSON.parse(await readFile(join(out, 'summary.json'), 'utf8')) as ClassSummary;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
  students = join(folder, 'class');
  before = join(folder, 'before');
  await handIn(students, renamed(UPPERCASE, canvasName('doejohn_12')));
  await handIn(students, renamed(FIXED_REPLY, canvasName('roejane_LATE_13')));
  await handIn(students, { 'notes.txt': 'nobody knows whose' });
  await batch(before);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('a class from its download to its gradebook', () => {
  it('is told as it was understood, before it is graded, and what is nobody’s is listed', async () => {
    const { stderr } = await batch(before);
    expect(stderr).toContain('Read as Canvas: 2 submissions');
    expect(stderr).toMatch(/doejohn_12_900_client\.py \+ doejohn_12_900_server\.py +→ +doejohn$/m);
    expect(stderr).toMatch(/→ +roejane, marked late$/m);
    expect(stderr).toMatch(/Matched to nobody \(1\), and not graded:\n {2}notes\.txt/);
    const summary = await summaryIn(before);
    expect(await complaints('summary', summary)).toEqual([]);
    expect(summary).toMatchObject({ layout: { id: 'canvas' }, unmatched: ['notes.txt'] });
  });

  it('goes into Canvas', async () => {
    const { code, stdout } = await grade(['export', 'canvas', before, '--item', 'Lab 1 (77)']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('Canvas: 2 grades in') as string,
    });
    const { scores } = importCanvas(await readFile(join(before, 'canvas.csv')), [{ id: '12' }, { id: '13' }]);
    const [john, jane] = (await summaryIn(before)).submissions;
    expect(scores).toEqual({ '12': john?.finalScore, '13': jane?.finalScore });
  });

  it.each([
    [['export', 'canvs'], /did you mean "canvas"/],
    [['export', 'csv', 'nowhere'], /no results/],
    [['export', 'moodle'], /--gradebook/],
  ])('%j is refused', async (words, message) => {
    const where = words.length === 2 ? [...words, before] : words;
    const { code, stderr } = await grade(where);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) as string });
  });

  it('is not written over the gradebook that was downloaded', async () => {
    const gradebook = join(folder, 'mine.csv');
    await writeFile(gradebook, 'Student,ID,Section,Lab 1 (77)\nJohn,12,A,\n');
    const { code, stderr } = await grade([
      'export',
      'canvas',
      before,
      '--gradebook',
      gradebook,
      '--out',
      gradebook,
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/not written over/);
  });
});

describe('what a person decided', () => {
  it('counts, is shown beside what was measured, and shows in the difference of two gradings', async () => {
    const overrides = join(folder, 'overrides.json');
    const decision = { submission: 'roejane', points: 10, comment: 'shown in the lab', by: 'TA' };
    await writeFile(overrides, JSON.stringify({ overrides: [decision] }));
    const after = join(folder, 'after');
    const { stdout } = await batch(after, '--overrides', overrides);
    expect(stdout).toMatch(/^FAIL +roejane +10 \/ 10 +set by TA: shown in the lab; measured [\d.]+; /m);
    const summary = await summaryIn(after);
    expect(await complaints('summary', summary)).toEqual([]);
    expect(summary.submissions[1]).toMatchObject({ finalScore: 10, status: 'failed', overrides: [decision] });
    const difference = await grade(['diff', before, after]);
    expect(difference).toMatchObject({ code: 1 });
    expect(difference.stdout).toMatch(/^roejane .* counts: [\d.]+ → 10$/m);
    expect(difference.stdout).toContain('1 changed, 1 not');
  });

  it('two gradings of the same do not differ', async () => {
    const { code, stdout } = await grade(['diff', before, before, '--json', '-']);
    expect({ code, changes: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      changes: { schemaVersion: 1, unchanged: 2, changed: [], onlyBefore: [], onlyAfter: [], notes: [] },
    });
  });

  it('a submission that was mended differs by its checks', async () => {
    const mended = join(folder, 'mended');
    await handIn(mended, renamed(UPPERCASE, canvasName('doejohn_12')));
    await handIn(mended, renamed(UPPERCASE, canvasName('roejane_LATE_13')));
    const out = join(folder, 'mended-grades');
    await grade(['batch', mended, '--task', 'uppercase', '--out', out]);
    const { stdout } = await grade(['diff', before, out]);
    expect(stdout).toMatch(/^roejane .* points {3}FAIL → PASS$/m);
    expect(stdout).toMatch(/^ {2}uppercase \/ \S+ \/ message-2 +FAIL [\d.]+ → PASS [\d.]+$/m);
  });
});
