import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSubmission } from '../../harness/batch/layout.ts';
import { readClass } from '../../harness/intake/read-class.ts';
import { handInsOf } from '../../harness/intake/task-folders.ts';
import { UserError } from '../../harness/spec/user-error.ts';

const UPPERCASE = { id: 'uppercase', title: 'Upper case', number: '3.3' };
const CHAT = { id: 'chat', title: 'A chat', number: '4' };
const LAB = [UPPERCASE, CHAT];

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sockmark-layout-'));
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

async function files(...names: string[]): Promise<void> {
  for (const name of names) {
    const file = join(root, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '');
  }
}

/** `id: task=folder …`, with folders relative to the class. */
async function read(tasks = LAB): Promise<string[]> {
  const { entries } = await readClass(root, { tasks });
  const read = entries.map(async ({ id, path, task }) => {
    const handIns = task === undefined ? await handInsOf(path, tasks) : [{ task, folder: path }];
    const folders = handIns.map(
      ({ task, folder }) => `${task}=${folder?.slice(root.length + 1) ?? 'nothing'}`,
    );
    return `${id}: ${folders.join(' ')}`;
  });
  return Promise.all(read);
}

describe('a class folder', () => {
  it('is read as tasks of students', async () => {
    await files(
      'uppercase/bob/server.py',
      'uppercase/alice/client.py',
      'uppercase/expected.json',
      'chat/bob/s.c',
    );
    expect(await read()).toEqual([
      'chat/bob: chat=chat/bob',
      'uppercase/alice: uppercase=uppercase/alice',
      'uppercase/bob: uppercase=uppercase/bob',
    ]);
  });

  it('is read as students of tasks, and a task that is not there was not handed in', async () => {
    await files('alice/uppercase/server.py', 'alice/chat/server.py', 'bob/Task 3.3/server.py');
    expect(await read()).toEqual([
      'alice: uppercase=alice/uppercase chat=alice/chat',
      'bob: uppercase=bob/Task 3.3 chat=nothing',
    ]);
  });

  it('is read as students with their programs', async () => {
    await files('alice/server.py', 'bob/src/app/Server.java', 'student10/x.c', 'student9/x.c');
    expect(await read([UPPERCASE])).toEqual([
      'alice: uppercase=alice',
      'bob: uppercase=bob',
      'student9: uppercase=student9',
      'student10: uppercase=student10',
    ]);
  });

  it.each(['client/client.py', 'server.py'])(
    'that is one student, with a folder a task and %s in it, is not taken for a class of tasks',
    async (program) => {
      await files(`uppercase/${program}`);
      expect(await read()).toEqual(['uppercase: uppercase=uppercase chat=uppercase']);
    },
  );

  it.each(['Uppercase', 'UPPER-CASE', 'upper_case', 'Upper case', 'task 3.3', 'Task_3_3', 'ex3.3', '3.3'])(
    'may call a task %s',
    async (name) => {
      await files(`${name}/alice/server.py`);
      expect(await read()).toEqual([`${name}/alice: uppercase=${name}/alice`]);
    },
  );

  it('says what it left out, and nothing of what cannot be work', async () => {
    await files(
      'uppercase/alice/s.py',
      'chats/alice/s.py',
      'bob.zip',
      'README.md',
      '.git/config',
      '__MACOSX/x/y.py',
    );
    expect((await readClass(root, { tasks: LAB })).unmatched.sort()).toEqual(['bob.zip', 'chats']);
  });

  it("may hold the results of an earlier grading, which are nobody's work", async () => {
    await files('alice/server.py', 'grades/summary.json');
    const { entries, unmatched } = await readClass(root, { tasks: [CHAT], results: join(root, 'grades') });
    expect({ ids: entries.map(({ id }) => id), unmatched }).toEqual({ ids: ['alice'], unmatched: [] });
  });

  it('that holds no folder is refused with what to do', async () => {
    await files('server.py', 'client.py');
    await expect(readClass(root, { tasks: LAB })).rejects.toThrow(
      /nothing to grade[\s\S]*no folders[\s\S]*grade check/,
    );
  });

  it.each([
    ['is not there', 'nowhere', /nothing of this name/],
    ['is a file', 'file', /found: +a file/],
  ])('that %s is refused', async (_what, name, message) => {
    await files('file');
    const reading = readClass(join(root, name), { tasks: LAB });
    await expect(reading).rejects.toBeInstanceOf(UserError);
    await expect(reading).rejects.toThrow(message);
  });
});

describe('the folder of one student', () => {
  it('holds the programs, or a folder a task', async () => {
    await files('alice/server.py', 'bob/chat/server.py');
    expect(await readSubmission(join(root, 'alice'), [CHAT])).toMatchObject({
      id: 'alice',
      handIns: [{ task: 'chat', folder: join(root, 'alice') }],
    });
    expect((await readSubmission(join(root, 'bob'), LAB)).handIns).toEqual([
      { task: 'uppercase', folder: undefined },
      { task: 'chat', folder: join(root, 'bob', 'chat') },
    ]);
  });
});
