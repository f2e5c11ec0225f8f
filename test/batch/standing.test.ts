import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../harness/batch/journal.ts';
import { latenessOf } from '../../harness/batch/late.ts';
import { readOverrides, type Override } from '../../harness/batch/overrides.ts';
import { standingOf } from '../../harness/batch/standing.ts';
import type { MeasuredSummary } from '../../harness/batch/summary.ts';
import type { HandedIn } from '../../harness/intake/handed-in.ts';
import { plain } from '../../harness/report/terminal/paint.ts';
import { renderTable } from '../../harness/report/terminal/table.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const DUE = new Date('2026-03-01T12:00:00Z');
const POLICY = { due: DUE, late: { graceMinutes: 10, percentPerDay: 20, maxDays: 3 } };
const after = (minutes: number) => ({
  submittedAt: new Date(DUE.getTime() + minutes * 60_000),
  markedLate: false,
});

const measured: MeasuredSummary = {
  id: 'ann',
  status: 'failed',
  score: 15,
  maxScore: 20,
  file: 'submissions/ann.json',
  tasks: [
    { id: 'upper', status: 'passed', score: 10, maxScore: 10, lost: [] },
    { id: 'chat', status: 'failed', score: 5, maxScore: 10, lost: ['ends'] },
  ],
};

function handedIn(more: Partial<HandedIn> = {}): HandedIn {
  return { id: 'ann', path: '/x', parts: [], people: [], markedLate: false, remarks: [], ...more };
}

describe('late work', () => {
  it.each([
    [-5, undefined],
    [10, undefined],
    [11, { days: 1, percent: 20 }],
    [24 * 60, { days: 1, percent: 20 }],
    [24 * 60 + 1, { days: 2, percent: 40 }],
    [4 * 24 * 60, { days: 4, percent: 100 }],
  ])('%d minutes after the due time costs %j', (minutes, late) => {
    if (late === undefined) expect(latenessOf(POLICY, after(minutes))).toBeUndefined();
    else expect(latenessOf(POLICY, after(minutes))).toMatchObject(late);
  });

  it('of which it is not known how late it is costs nothing, and is said', () => {
    const marked = { submittedAt: undefined, markedLate: true };
    expect(latenessOf(POLICY, marked)).toMatchObject({ percent: 0, note: /by how much is not known/ });
    expect(latenessOf(undefined, marked)).toMatchObject({ percent: 0, note: /no due time/ });
  });
});

describe('what counts', () => {
  const stand = (overrides: Override[], more: Partial<HandedIn> = {}) =>
    standingOf(measured, { handedIn: handedIn(more), assignment: POLICY, overrides });

  it.each<[string, Override[], number]>([
    ['what was measured, less what lateness costs', [], 12],
    [
      'the points of a task that a person set, less that',
      [{ submission: 'ann', task: 'chat', points: 8 }],
      14.4,
    ],
    ['the points of the whole that a person set, and nothing off', [{ submission: 'ann', points: 18 }], 18],
    ['what was measured, where the lateness is excused', [{ submission: 'ann', excuseLate: true }], 15],
    ['what was measured, where the decision is on somebody else', [{ submission: 'bob', points: 1 }], 12],
  ])('is %s', (_what, overrides, finalScore) => {
    const row = stand(overrides, after(60));
    expect(row).toMatchObject({ finalScore, score: 15, status: 'failed' });
  });

  it('is nothing where the harness could not judge, until a person decides', () => {
    const tasks = measured.tasks.map((task) => ({ ...task, status: 'inconclusive' as const }));
    const unsure: MeasuredSummary = { ...measured, status: 'inconclusive', tasks };
    const circumstances = { handedIn: handedIn(), assignment: undefined };
    expect(standingOf(unsure, { ...circumstances, overrides: [] })).not.toHaveProperty('finalScore');
    const decided = standingOf(unsure, { ...circumstances, overrides: [{ submission: 'ann', points: 0 }] });
    expect(decided).toMatchObject({ finalScore: 0, status: 'inconclusive' });
  });

  it('is shown apart from what was measured', () => {
    const overrides = [{ submission: 'ann', points: 18, comment: 'oral\u001b[2J', by: 'TA' }];
    const table = renderTable([stand(overrides)], { columns: 110, paint: plain });
    expect(table).toMatch(/^FAIL {2}ann +18 \/ 20 {2}set by TA: oral␛\[2J; measured 15; chat: ends$/m);
  });
});

describe('an overrides file', () => {
  const known = { submissions: ['alice', 'bob'], tasks: ['upper'] };

  async function read(overrides: unknown): Promise<Override[]> {
    const file = join(folder, 'overrides.json');
    await writeFile(file, JSON.stringify({ overrides }));
    return readOverrides(file, known);
  }

  it('is read', async () => {
    const overrides = [{ submission: 'alice', task: 'upper', points: 3, comment: 'late bus', by: 'TA' }];
    expect(await read(overrides)).toEqual(overrides);
  });

  it.each([
    ['a name that nobody has', [{ submission: 'alcie', points: 1 }], /did you mean "alice"/],
    ['a task that there is not', [{ submission: 'bob', task: 'uper', points: 1 }], /did you mean "upper"/],
    ['points for the same twice', [1, 2].map((points) => ({ submission: 'bob', points })), /once more/],
    ['nothing decided', [{ submission: 'bob' }], /overrides\[0\]/],
    ['points below 0', [{ submission: 'bob', points: -1 }], /overrides\[0\]\.points/],
  ])('with %s is refused', async (_what, overrides, message) => {
    await expect(read(overrides)).rejects.toThrow(message);
  });
});

describe('a journal', () => {
  const results = '{"a":1}\n';
  const row = { ...measured, file: 'ann.json' };

  async function written(text: string): Promise<Journal> {
    await writeFile(join(folder, 'journal.ndjson'), text);
    return Journal.open(folder);
  }

  async function line(): Promise<string> {
    await using journal = await Journal.open(folder);
    await journal.add('key', results, row);
    return await readFile(join(folder, 'journal.ndjson'), 'utf8');
  }

  it('knows what was graded, as long as nothing has changed and the results are whole', async () => {
    await writeFile(join(folder, 'ann.json'), results);
    await line();
    await using journal = await Journal.open(folder);
    expect(await journal.find('ann', 'key')).toEqual(row);
    expect(await journal.find('ann', 'other')).toBeUndefined();
    await writeFile(join(folder, 'ann.json'), results.slice(0, 3));
    expect(await journal.find('ann', 'key')).toBeUndefined();
  });

  it('that was torn by a power cut keeps its whole lines, and takes new ones', async () => {
    await writeFile(join(folder, 'ann.json'), results);
    const text = await line();
    const second = text.replace('"ann"', '"bob"');
    {
      await using torn = await written(text + second.slice(0, 40));
      expect(await torn.find('ann', 'key')).toEqual(row);
      await torn.add('key', results, { ...row, id: 'cy' });
    }
    await using whole = await Journal.open(folder);
    expect(await whole.find('cy', 'key')).toMatchObject({ id: 'cy' });
    expect(await whole.find('bob', 'key')).toBeUndefined();
  });

  it.each(['', 'null\n', '[]\n{}\n', '\0\0\0\0', '{"key":1,"results":"x","row":{}}\n'])(
    'of %j says nothing',
    async (text) => {
      await using journal = await written(text);
      expect(await journal.find('ann', 'key')).toBeUndefined();
    },
  );
});
