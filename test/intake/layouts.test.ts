import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFiles } from '../../bench/classes/archives.ts';
import { generateClass, PACKINGS, type Packing } from '../../bench/classes/generate.ts';
import { gatherAnyhow } from '../../harness/intake/gather.ts';
import { layoutOf } from '../../harness/intake/layouts/by-pattern.ts';
import { examplesOf, layoutNamed, readClass } from '../../harness/intake/read-class.ts';

const TASKS = [{ id: 'uppercase', title: 'Upper case' }];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function files(...names: string[]): Promise<void> {
  await writeFiles(folder, Object.fromEntries(names.map((name) => [name, name])));
}

/** `layout: id, id, …` */
async function read(layout?: string): Promise<string> {
  const forced = layout === undefined ? {} : { layout: layoutNamed(layout) };
  const { id, entries } = await readClass(folder, { tasks: TASKS, ...forced });
  return `${id}: ${entries.map((entry) => entry.id).join(', ')}`;
}

const EXPECTED: Record<Packing, string> = {
  plain: 'plain: student-0, student-1, student-2',
  zip: 'plain: student-0, student-1, student-2',
  'tar.gz': 'plain: student-0, student-1, student-2',
  canvas: 'canvas: doe0ada, doe1grace, doe2zoë',
  moodle: 'moodle: Ada Doe 0, Grace Doe 1, Zoë Doe 2',
  'moodle-flat': 'moodle: Ada Doe 0, Grace Doe 1, Zoë Doe 2',
  gradescope: 'gradescope: Ada Doe 0, Grace Doe 1, Zoë Doe 2',
  blackboard: 'blackboard: student0, student1, student2',
  brightspace: 'brightspace: Ada Doe 0, Grace Doe 1, Zoë Doe 2',
  'github-classroom': 'github-classroom: student-0, student-1, student-2',
  'classroom-50': 'classroom-50: student-0, student-1, student-2',
};

describe.each(PACKINGS)('a class that is packed as %s', (packing) => {
  it('is told from the others, and each student’s programs are found in it', async () => {
    await generateClass(packing, 3, join(folder, 'class'));
    const layout = await readClass(join(folder, 'class'), { tasks: TASKS });
    expect(`${layout.id}: ${layout.entries.map(({ id }) => id).join(', ')}`).toBe(EXPECTED[packing]);
    expect(layout.unmatched).toEqual([]);
    for (const entry of layout.entries) {
      const into = await mkdtemp(join(folder, 'gathered-'));
      const { handIns, findings = [], doubt } = await gatherAnyhow(entry, TASKS, into);
      expect({ findings, doubt }).toEqual({ findings: [], doubt: undefined });
      const inside = await readdir(handIns[0]?.folder ?? '', { recursive: true });
      const programs = inside.filter((name) => /(?:^|\/)(?:server|client)\.py$/.test(name));
      expect(programs).toHaveLength(2);
      expect(inside.some((name) => name.includes('node_modules'))).toBe(false);
    }
  });
});

describe('what a download tells', () => {
  it('of Canvas: late, anonymous, several of one name, and versions', async () => {
    await files(
      'doejohn_LATE_12_900_server-2.py',
      'doejohn_LATE_12_901_client.py',
      'doejohn_34_902_server.py',
      'anon_Ab3_903_server.py',
      'LATE_anon_Cd4_904_server.py',
      'roejane_56_text.html',
      'roejane_56_905_task-1.py',
      'roejane_56_906_task-2.py',
    );
    const { entries } = await readClass(folder, { tasks: TASKS });
    const told = entries.map(({ id, markedLate, parts, people, remarks }) => ({
      id,
      markedLate,
      names: parts.map(({ name }) => name),
      people,
      remarks,
    }));
    expect(told).toMatchObject([
      { id: 'anon_Ab3', markedLate: false, people: [] },
      { id: 'anon_Cd4', markedLate: true, people: [] },
      {
        id: 'doejohn (12)',
        markedLate: true,
        names: ['server.py', 'client.py'],
        people: [{ name: 'doejohn', participant: '12' }],
        remarks: ['server-2.py was taken for server.py'],
      },
      { id: 'doejohn (34)', markedLate: false, names: ['server.py'] },
      {
        id: 'roejane',
        names: ['task-1.py', 'task-2.py', 'text.html'],
        remarks: ['text.html was typed into the page, and is no file'],
      },
    ]);
  });

  it('of Blackboard: the last attempt counts, and that is said', async () => {
    await files(
      'Lab 1_jdoe_attempt_2026-03-01-09-00-00_server.py',
      'Lab 1_jdoe_attempt_2026-03-01-09-00-00_util.py',
      'Lab 1_jdoe_attempt_2026-03-02-09-00-00_server.py',
      'Lab 1_jdoe_attempt_2026-03-02-09-00-00.txt',
      'Lab 1_asmith_attempt_2026-03-02-09-00-00.txt',
    );
    const { entries } = await readClass(folder, { tasks: TASKS });
    expect(entries).toMatchObject([
      { id: 'asmith', parts: [] },
      {
        id: 'jdoe',
        parts: [{ name: 'server.py' }],
        submittedAt: new Date(2026, 2, 2, 9),
        remarks: ['handed in 2 times; the last counts, and the other not'],
      },
    ]);
  });

  it('of Moodle: groups, and text beside the files', async () => {
    await files(
      'Group A_12_assignsubmission_file/server.py',
      'John Doe_34_assignsubmission_file_/server.py',
      'John Doe_34_assignsubmission_onlinetext/onlinetext.html',
      'Jane Roe_56_assignfeedback_file/note.txt',
    );
    const { entries, unmatched } = await readClass(folder, { tasks: TASKS });
    expect(entries).toMatchObject([
      { id: 'Group A', group: 'Group A' },
      {
        id: 'John Doe',
        people: [{ name: 'John Doe', participant: '34' }],
        parts: [{}, { name: 'onlinetext' }],
      },
    ]);
    expect(unmatched).toEqual(['Jane Roe_56_assignfeedback_file']);
  });

  it('of Gradescope: a group is one submission of several people; the time has its zone', async () => {
    await writeFiles(folder, {
      'submission_1/server.py': '',
      'submission_2/server.py': '',
      'submission_metadata.yml': `submission_1:
  :submitters:
  - {":name": "Ann/../B", ":sid": 7}
  - {":name": Bob, ":email": b@x.edu}
  :created_at: 2026-03-02 10:00:00.5 -05:00
`,
    });
    const { entries } = await readClass(folder, { tasks: TASKS });
    expect(entries).toMatchObject([
      {
        id: 'Ann_.._B, Bob',
        people: [
          { name: 'Ann/../B', number: '7' },
          { name: 'Bob', email: 'b@x.edu' },
        ],
        submittedAt: new Date('2026-03-02T15:00:00Z'),
      },
      { id: 'submission_2', remarks: ['submission_metadata.yml says nothing of "submission_2"'] },
    ]);
  });

  it('of Brightspace: the later of two', async () => {
    await files(
      '11-9 - Ann Li - May 18, 2026 1224 PM/server.py',
      '11-9 - Ann Li - May 19, 2026 905 AM/server.py',
      'index.html',
    );
    const { entries, unmatched } = await readClass(folder, { tasks: TASKS });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.parts[0]?.path).toContain('May 19');
    expect(entries[0]?.submittedAt).toEqual(new Date(2026, 4, 19, 9, 5));
    expect(unmatched).toEqual([]);
  });

  it('of clones: logins with hyphens', async () => {
    await files('hw-1-ann-lee/.git/HEAD', 'hw-1-ann-roe/.git/HEAD', 'hw-1-bob/.git/HEAD', 'notes/x.py');
    expect(await read()).toBe('github-classroom: ann-lee, ann-roe, bob');
  });
});

describe('a class of no course system', () => {
  it('may have archives and folders of the same student: the folder counts', async () => {
    await files('alice/server.py', 'alice.zip', 'bob.rar', 'notes.pdf');
    const { entries, unmatched } = await readClass(folder, { tasks: TASKS });
    expect(entries.map(({ id, remarks }) => [id, remarks.length])).toEqual([
      ['alice', 1],
      ['bob', 0],
    ]);
    expect(unmatched).toEqual(['notes.pdf']);
  });

  it('may lie in a folder a task', async () => {
    await files('uppercase/doejohn_12_900_server.py', 'uppercase/roe_13_901_server.py');
    expect(await read()).toBe('canvas: uppercase/doejohn, uppercase/roe');
  });

  it('is read by a pattern of the user’s own', async () => {
    await files(
      'ws26/alice--2/server.py',
      'ws26/alice--10/server.py',
      'ws26/bob--1/server.py',
      'ws26/readme.txt',
    );
    const layout = layoutOf('^ws26/(?<student>[a-z]+)--(?<attempt>\\d+)$');
    const { entries, unmatched } = await readClass(folder, { tasks: TASKS, layout });
    expect(entries.map(({ id, path }) => [id, path.slice(folder.length + 1)])).toEqual([
      ['alice', 'ws26/alice--10'],
      ['bob', 'ws26/bob--1'],
    ]);
    expect(unmatched).toEqual(['ws26/readme.txt']);
  });

  it.each([
    ['(', /regex|regular expression/i],
    ['(?<name>.+)', /a group "name"/],
    ['.+', /no group "student"/],
  ])('refuses the pattern %s', (pattern, message) => {
    expect(() => layoutOf(pattern)).toThrow(message);
  });

  it('can be forced to be another, and a layout that does not fit is refused', async () => {
    await files('doejohn_12_900_server.py', 'alice/server.py', 'bob/server.py', 'carol/server.py');
    expect(await read()).toBe('plain: alice, bob, carol');
    expect(await read('canvas')).toBe('canvas: doejohn');
    await expect(read('moodle')).rejects.toThrow(/Nothing in the folder is of the layout "moodle"/);
    expect(() => layoutNamed('canvass')).toThrow(/did you mean "canvas"/);
  });

  it('shows how the first few were understood', async () => {
    await files('doejohn_LATE_12_900_server.py', 'doejohn_LATE_12_901_client.py');
    const layout = await readClass(folder, { tasks: TASKS });
    expect(examplesOf(layout)).toEqual([
      {
        names: ['doejohn_LATE_12_900_server.py', 'doejohn_LATE_12_901_client.py'],
        meaning: 'doejohn, marked late',
      },
    ]);
  });
});
