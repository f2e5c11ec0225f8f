import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFiles } from '../../bench/classes/archives.ts';
import { readClass } from '../../harness/intake/read-class.ts';
import { readRoster } from '../../harness/intake/roster.ts';

const TASKS = [{ id: 'uppercase', title: 'Upper case' }];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('a roster', () => {
  async function enrolled(csv: string, ...names: string[]) {
    await writeFiles(folder, { 'roster.csv': csv });
    await writeFiles(join(folder, 'class'), Object.fromEntries(names.map((name) => [name, ''])));
    const roster = await readRoster(join(folder, 'roster.csv'));
    const { entries, missing } = await readClass(join(folder, 'class'), { tasks: TASKS, roster });
    return { people: Object.fromEntries(entries.map(({ id, people }) => [id, people])), missing, entries };
  }

  it('of Canvas is matched by id, and tells who is missing', async () => {
    const { people, missing } = await enrolled(
      '\uFEFFStudent,ID,SIS User ID,SIS Login ID,Section\r\n    Points Possible,,,,\r\n"Doe, John",12,u1,jd,A\r\n"Roe, Jane",13,u2,jr,A\r\n',
      'doejohn_12_900_server.py',
    );
    expect(people).toEqual({
      doejohn: [{ name: 'Doe, John', login: 'jd', number: 'u1', participant: '12' }],
    });
    expect(missing).toMatchObject([{ name: 'Roe, Jane' }]);
  });

  it('with semicolons, in another order, is matched by login, number, mail or name', async () => {
    const { people, entries } = await enrolled(
      'E-Mail Address;Username;First name;Last name;Student ID\na@x.edu;ann;Ann;Li;1\nb@x.edu;bob;Bob;Ng;2\nc@x.edu;cy;Cy;Xu;3\n',
      'ann/server.py',
      '2/server.py',
      'Xu Cy/server.py',
      'dan/server.py',
    );
    expect(people).toMatchObject({
      ann: [{ email: 'a@x.edu' }],
      '2': [{ login: 'bob' }],
      'Xu Cy': [{ number: '3' }],
    });
    expect(entries.find(({ id }) => id === 'dan')?.remarks).toEqual([
      'nobody in the roster could be matched to it',
    ]);
  });

  it('tells groups and times, as GitHub Classroom writes them', async () => {
    const { people, entries } = await enrolled(
      'roster_identifier,github_username,group_name,submission_timestamp\n1,ann,team-a,2026-03-02T10:00:00Z\n2,bob,team-a,\n',
      'team-a/server.py',
    );
    expect(people['team-a']).toMatchObject([{ login: 'ann' }, { login: 'bob' }]);
    expect(entries[0]?.submittedAt).toEqual(new Date('2026-03-02T10:00:00Z'));
  });

  it('with two of one name matches neither', async () => {
    const { entries } = await enrolled('name,email\nAnn Li,a@x\nAnn Li,b@x\n', 'Ann Li/server.py');
    expect(entries[0]?.remarks).toEqual([
      'several in the roster are "annli"',
      'several in the roster are "liann"',
      'nobody in the roster could be matched to it',
    ]);
  });

  it('that tells nobody is refused', async () => {
    await expect(enrolled('colour,size\nred,3\n', 'ann/x.py')).rejects.toThrow(/does not tell who/);
  });
});
