import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClassSummary, SubmissionSummary } from '../../harness/batch/summary.ts';
import type { Exported } from '../../harness/gradebook/format.ts';
import { gradesOf } from '../../harness/gradebook/grades.ts';
import { FORMATS } from '../../harness/gradebook/registry.ts';
import { readTable } from '../../harness/intake/table.ts';
import { importBlackboard, importBrightspace, importCanvas, importMoodle } from './importers.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function row(id: string, score: number, more: Partial<SubmissionSummary> = {}): SubmissionSummary {
  const tasks = [{ id: 'uppercase', status: 'failed' as const, score, maxScore: 10, lost: ['message-2'] }];
  return { id, status: 'failed', score, maxScore: 10, file: `${id}.json`, tasks, finalScore: score, ...more };
}

const CLASS: SubmissionSummary[] = [
  row('doejohn', 8.435, { people: [{ name: 'doejohn', participant: '12', login: 'jdoe' }] }),
  row('roejane', 10, { people: [{ name: 'Jane Röe', participant: '13', number: 'S13', email: 'r@x.edu' }] }),
  row('=cmd()', 3, { people: [{ name: '=cmd|calc', participant: '14', number: '-1+1' }] }),
];

/** Not graded for certain. */
const WITHHELD: SubmissionSummary = {
  ...row('eve', 0, {
    people: [{ name: 'Eve', participant: '15' }],
    status: 'inconclusive',
    reason: 'no namespaces',
  }),
};
delete WITHHELD.finalScore;

interface Options {
  item?: string;
  gradebook?: string | Buffer;
  decimals?: number;
  outOf?: number;
  summary?: Partial<ClassSummary>;
}

async function exported(
  format: string,
  submissions: SubmissionSummary[],
  options: Options = {},
): Promise<Exported> {
  const summary: ClassSummary = { schemaVersion: 1, network: 'private', submissions, ...options.summary };
  const file = join(folder, 'gradebook.csv');
  if (options.gradebook !== undefined) await writeFile(file, options.gradebook);
  const table = options.gradebook === undefined ? undefined : await readTable(file);
  const scale = { decimals: options.decimals ?? 2, outOf: options.outOf };
  const chosen = FORMATS.find(({ id }) => id === format);
  if (chosen === undefined) throw new Error(format);
  return chosen.write({ summary, ...gradesOf(summary, scale), scale, item: options.item, table });
}

function cells({ content }: Exported): string[][] {
  return parse(content, { bom: true });
}

describe('the generic CSV', () => {
  it('holds everybody, adds up, and has nothing that a spreadsheet would run', async () => {
    const three = ['a', 'b', 'c'].map((id) => ({
      id,
      status: 'failed' as const,
      score: 3.33,
      maxScore: 10,
      lost: [],
    }));
    const several = { ...row('bob', 9.99), tasks: three, maxScore: 30, finalScore: 9.99 };
    const late = { ...several, id: 'cy', finalScore: 7.99, late: { days: 1, percent: 20, note: 'late' } };
    const set = {
      ...several,
      id: 'di',
      finalScore: 12,
      overrides: [{ submission: 'di', points: 12, comment: 'oral' }],
    };
    const csv = await exported('csv', [several, late, set, WITHHELD, ...CLASS], {
      decimals: 1,
      summary: { missing: [{ name: 'Zed' }] },
    });
    expect(csv.content.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(csv.content.includes('\r\n')).toBe(true);
    const [header = [], ...body] = cells(csv);
    const read = body.map((values) => Object.fromEntries(header.map((name, index) => [name, values[index]])));
    for (const { a, b, c, measured, set_by_person: byPerson, late_deduction: off, points } of read.slice(
      0,
      3,
    )) {
      expect((Number(a) + Number(b) + Number(c)).toFixed(1)).toBe(Number(measured).toFixed(1));
      expect((Number(byPerson === '' ? measured : byPerson) - Number(off)).toFixed(1)).toBe(
        Number(points).toFixed(1),
      );
    }
    expect(read[2]).toMatchObject({ set_by_person: '12', points: '12', measured: '10' });
    expect(read[2]?.comment).toContain('12 points, decided by a person: oral');
    expect(read.find(({ name }) => name === 'Eve')).toMatchObject({ status: 'inconclusive', points: '' });
    expect(read.find(({ name }) => name === 'Zed')).toMatchObject({
      status: 'nothing handed in',
      points: '',
    });
    for (const cell of body.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(read.at(-3)).toMatchObject({ submission: "'=cmd()", name: "'=cmd|calc" });
  });

  it('has a line a student where the download had a folder a task', async () => {
    const task = (id: string, score: number) => ({
      id,
      status: 'failed' as const,
      score,
      maxScore: 10,
      lost: [],
    });
    const part = (id: string, score: number) => {
      const [folderName = ''] = id.split('/');
      return { ...row(id, score), tasks: [task(folderName, score)] };
    };
    const csv = await exported('csv', [part('chat/ann', 5), part('chat/bob', 6), part('upper/ann', 7)], {
      summary: { layout: { id: 'plain', title: 'x', byTask: true } },
    });
    const [header = [], ...body] = cells(csv);
    const column = (name: string) => body.map((values) => values[header.indexOf(name)]);
    expect(column('submission')).toEqual(['ann', 'bob']);
    expect(column('points')).toEqual(['12', '6']);
    expect(column('upper')).toEqual(['7', '0']);
    expect(column('max_points')).toEqual(['20', '20']);
  });
});

describe('Canvas', () => {
  it('reads the grades back by its ids, and not the one that is withheld', async () => {
    const csv = await exported('canvas', [...CLASS, WITHHELD], { item: 'Lab 1 (77)' });
    expect(importCanvas(csv.content, [{ id: '12' }, { id: '13' }, { id: '14' }, { id: '15' }])).toEqual({
      assignment: '77',
      title: 'Lab 1 (77)',
      possible: 10,
      scores: { '12': 8.44, '13': 10, '14': 3 },
    });
    expect(csv.remarks).toEqual([]);
  });

  it('is given names as its own gradebook has them', async () => {
    const gradebook =
      'Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (77),Final Score\n    Points Possible,,,,,10,(read only)\n"Doe, John",12,s1,jdoe,A,,3\n"Roe, Jane",13,s2,jroe,B,,3\n';
    const csv = await exported('canvas', CLASS.slice(0, 1), { gradebook });
    expect(cells(csv)[2]).toEqual(['Doe, John', '12', 's1', 'jdoe', 'A', '8.44']);
    expect(importCanvas(csv.content, [{ id: '12' }, { id: '13' }]).scores).toEqual({ '12': 8.44 });
  });

  it('refuses a column that Canvas would drop, and warns of one that it would make', async () => {
    await expect(exported('canvas', CLASS, { item: 'Final Score lab (3)' })).rejects.toThrow(/passes over/);
    await expect(exported('canvas', CLASS)).rejects.toThrow(/--item/);
    const { remarks } = await exported('canvas', CLASS, { item: 'Lab 1' });
    expect(remarks[0]).toMatch(/makes a new assignment/);
  });
});

const WORKSHEET =
  'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"\r\n' +
  '"Participant 12","Doe, John",d@x.edu,"Submitted for grading",,10.00,Yes,"Monday, 2 March 2026, 10:00 AM",-,\r\n' +
  'Participant 13,Jane Röe,r@x.edu,Submitted,4.00,10.00,Yes,"Monday, 2 March 2026",-,"<p>see ""me""</p>"\r\n' +
  'Participant 99,Zed,z@x.edu,No submission,,10.00,Yes,-,-,\r\n';

describe('Moodle', () => {
  it('reads the grades back; all else of the worksheet is as it was, byte for byte', async () => {
    const csv = await exported('moodle', CLASS.slice(0, 2), { gradebook: WORKSHEET });
    const names = ['Identifier', 'Grade', 'Last modified (grade)'] as const;
    expect(importMoodle(csv.content, names, { '13': '4.00' }, 10)).toEqual({ '12': 8.44, '13': 10 });
    const expected = WORKSHEET.replace(
      'grading",,10.00,Yes,"Monday, 2 March 2026, 10:00 AM",-,',
      'grading",8.44,10.00,Yes,"Monday, 2 March 2026, 10:00 AM",-,Sockmark: measured 8.435 of 10; lost at message-2',
    ).replace(',4.00,', ',10,');
    expect(csv.content.toString()).toBe(expected);
  });

  it('is understood in other languages, with their commas', async () => {
    const german =
      '\uFEFFID;"Vollständiger Name";Status;Bewertung;Bestwertung;"Bewertung kann geändert werden";"Zuletzt geändert (Abgabe)";"Zuletzt geändert (Bewertung)";"Feedback als Kommentar"\n"Teilnehmer/in 12";"John Doe";x;;"10,00";Ja;-;-;\n';
    const csv = await exported('moodle', CLASS.slice(0, 1), { gradebook: german });
    expect(csv.content.toString()).toContain('x;8,44;"10,00";Ja;-;-;"Sockmark: measured');
    const unknown = german.replace('Bewertung;Bestwertung', 'Hodnocení;Nejvyšší').replaceAll('12"', '12"');
    expect(
      (await exported('moodle', CLASS.slice(0, 1), { gradebook: unknown })).content.toString(),
    ).toContain('x;8,44;');
  });

  it('is told what it will pass over, and who is not in it', async () => {
    const { remarks } = await exported('moodle', CLASS.slice(1), { gradebook: WORKSHEET, outOf: 20 });
    expect(remarks).toEqual([
      '=cmd|calc (=cmd()) is not in the gradebook',
      "Jane Röe has more than the worksheet's maximum of 10: Moodle passes over that row",
      "the worksheet's maximum is 10, and full marks are 20 here: --out-of 10 turns one into the other",
    ]);
  });

  it('gives feedback that is no HTML, and leaves what a person wrote', async () => {
    const hostile = row('doejohn', 1, {
      people: [{ participant: '12' }],
      overrides: [{ submission: 'doejohn', comment: '<script>alert(1)</script>' }],
    });
    const { content } = await exported('moodle', [hostile, ...CLASS.slice(1, 2)], { gradebook: WORKSHEET });
    expect(content.toString()).not.toContain('<script>');
    expect(content.toString()).toContain('"<p>see ""me""</p>"');
  });

  it.each([
    ['', /takes back only what it has written itself/],
    ['Name,Grade\nAnn,\n', /no grading worksheet/],
    [WORKSHEET.replace('Participant 99', '\r\n\r\nParticipant 99'), /without changing other cells/],
  ])('refuses %j', async (gradebook, message) => {
    const options = gradebook === '' ? {} : { gradebook };
    await expect(exported('moodle', CLASS, options)).rejects.toThrow(message);
  });
});

describe('Brightspace, Blackboard, Gradescope', () => {
  it('Brightspace reads the grades back; whom it cannot know is told', async () => {
    const csv = await exported('brightspace', CLASS, { item: 'Lab 1' });
    expect(importBrightspace(csv.content)).toEqual({
      item: 'Lab 1',
      scores: { jdoe: 8.44, S13: 10, '-1+1': 3 },
    });
    const nameless = [row('x', 1, { people: [{ name: 'Ann Li', participant: '6' }] })];
    expect((await exported('brightspace', nameless, { item: 'Lab 1' })).remarks).toHaveLength(1);
    const gradebook =
      'OrgDefinedId,Username,Last Name,First Name,End-of-Line Indicator\n#100,#ali,Li,Ann,#\n';
    const known = await exported('brightspace', nameless, { item: 'Lab 1', gradebook });
    expect(cells(known)[1]).toEqual(['#100', '#ali', '1', '#']);
  });

  it('Blackboard’s file stays UTF-16 and tabs, and the column keeps its id', async () => {
    const file =
      '"Last Name"\t"First Name"\t"Username"\t"Weighted Total [Total Pts: 0] |1"\t"Lab 1 [Total Pts: 10 Score] |123456"\n"Doe"\t"John"\t"jdoe"\t""\t""\n"Roe"\t"Jane"\t"S13"\t""\t""\n';
    const gradebook = Buffer.from(`\uFEFF${file}`, 'utf16le');
    const csv = await exported('blackboard', CLASS.slice(0, 1), { gradebook });
    expect(importBlackboard(csv.content, '123456')).toEqual({ jdoe: 8.44 });
    expect(csv.content).toEqual(
      Buffer.from(`\uFEFF${file.replace('"jdoe"\t""\t""', '"jdoe"\t""\t"8.44"')}`, 'utf16le'),
    );
    expect(csv.ending).toBe('.xls');
    const two = Buffer.from(file.replace('Weighted Total', 'Lab 2'));
    await expect(exported('blackboard', CLASS, { gradebook: two })).rejects.toThrow(/cannot be told/);
    expect((await exported('blackboard', CLASS.slice(0, 1), { gradebook: two, item: '123456' })).count).toBe(
      1,
    );
  });

  it('Gradescope’s roster is filled in, or made', async () => {
    const gradebook =
      'First Name,Last Name,SID,Email,Sections,Total Score,Max Points,Status\nJane,Röe,S13,r@x.edu,,,10.0,Missing\n';
    const filled = await exported('gradescope-scores', CLASS.slice(1, 2), { gradebook });
    expect(cells(filled)[1]).toEqual(['Jane', 'Röe', 'S13', 'r@x.edu', '', '10', '10', 'Missing']);
    const made = await exported('gradescope-scores', CLASS.slice(0, 2));
    expect(cells(made).slice(1)).toEqual([['Jane', 'Röe', 'S13', 'r@x.edu', '10', '10', 'Graded']]);
    expect(made.remarks).toHaveLength(1);
  });
});
