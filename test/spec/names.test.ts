import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assignmentsFolder, specsFolder } from '../../harness/spec/folders.ts';
import {
  findTaskOrAssignment,
  listAssignments,
  listTasks,
  loadAssignment,
  loadTask,
} from '../../harness/spec/load.ts';
import { didYouMean, listWords, nearestWord } from '../../harness/spec/nearest.ts';
import { assignmentOf, inFolder, sample, userErrorOf } from './helpers.ts';

describe('a task by its name', () => {
  test('is found among those of the package', async () => {
    await expect(loadTask('uppercase')).resolves.toMatchObject({ file: join(specsFolder, 'uppercase.json') });
  });

  test.each(['upercase', 'Uppercase', 'upper'])(
    '%s is not there: the nearest name and all names are',
    async (name) => {
      const error = await userErrorOf(loadTask(name));
      expect(error.message).toContain(`There is no task called "${name}".`);
      expect(error.remedy).toBe('did you mean "uppercase"?');
      expect(error.allowed).toContain('"chat", ');
    },
  );

  test('is taken from the first folder that has it', async () => {
    const hidden = { ...sample, id: 'uppercase', title: 'Hidden' };
    await inFolder({ 'uppercase.json': JSON.stringify(hidden) }, async (folder) => {
      await expect(loadTask('uppercase', { specsDirs: [folder] })).resolves.toMatchObject({
        title: 'Hidden',
      });
      await expect(loadTask('chat', { specsDirs: [folder] })).resolves.toMatchObject({ id: 'chat' });
    });
  });

  test('may be a path, and one that leads nowhere is named', async () => {
    await expect(loadTask(join(specsFolder, 'chat.json'))).resolves.toMatchObject({ id: 'chat' });
    const error = await userErrorOf(loadTask('./nowhere/chat.json'));
    expect(error.message).toContain('There is no spec "nowhere/chat.json".');
  });

  test('does not lead out of the folders of specs', async () => {
    await userErrorOf(loadTask('..'));
    await userErrorOf(loadTask('spec.schema'));
  });

  test('a folder of specs that is not there is named', async () => {
    const error = await userErrorOf(loadTask('chat', { specsDirs: ['/nowhere/specs'] }));
    expect(error).toMatchObject({ file: '/nowhere/specs', found: 'ENOENT' });
  });
});

test('all tasks are listed, and a wrong spec does not hide the others', async () => {
  const files = {
    'sample.json': JSON.stringify(sample),
    'wrong.json': '{}',
    'notes.txt': '',
    'x.schema.json': '{}',
  };
  await inFolder(files, async (folder) => {
    const listed = await listTasks({ specsDirs: [folder] });
    const shipped = (await listTasks()).map(({ id }) => id);
    const good = [...shipped, 'sample'].toSorted();
    expect(shipped).toContain('uppercase');
    expect(listed.map(({ id, ...rest }) => [id, 'task' in rest])).toEqual(
      [...good, 'wrong'].toSorted().map((id) => [id, id !== 'wrong']),
    );
  });
});

describe('assignments', () => {
  test('all that come with the package can be loaded, with the tasks that they name', async () => {
    const ids = await listAssignments();
    expect(ids).toEqual(['lab-1', 'task-3']);
    for (const id of ids) {
      const { file, tasks } = await loadAssignment(id);
      expect(file).toBe(join(assignmentsFolder, id, 'assignment.json'));
      for (const { task } of tasks) await expect(loadTask(task)).resolves.toMatchObject({ id: task });
    }
  });

  test('task-3 has its three numbers, lab-1 all four tasks in order', async () => {
    const numbers = (await loadAssignment('task-3')).tasks.map(({ number }) => number);
    expect(numbers).toEqual(['3.1', '3.2', '3.3']);
    expect((await loadAssignment('lab-1')).tasks).toEqual([
      { task: 'hello-one-way', points: 10, number: '1' },
      { task: 'hello-both-ways', points: 10, number: '2' },
      { task: 'uppercase', points: 10, number: '3' },
      { task: 'chat', points: 10, number: '4' },
    ]);
  });

  test('may be loaded by the path of the folder or of the file', async () => {
    await expect(loadAssignment(join(assignmentsFolder, 'lab-1'))).resolves.toMatchObject({ id: 'lab-1' });
    const file = join(assignmentsFolder, 'lab-1', 'assignment.json');
    await expect(loadAssignment(file)).resolves.toMatchObject({ id: 'lab-1' });
  });

  const homework = { id: 'homework', title: 'Homework', tasks: [{ task: 'chat', points: 5 }] };

  test('due date and late policy have defaults', async () => {
    await expect(assignmentOf(homework)).resolves.toMatchObject({
      due: undefined,
      late: { graceMinutes: 0, percentPerDay: 0, maxDays: undefined },
    });
    await expect(assignmentOf({ ...homework, due: '2026-12-01T23:59:00+01:00' })).resolves.toMatchObject({
      due: new Date('2026-12-01T22:59:00Z'),
    });
  });

  test.each([
    [{ tasks: [{ task: 'chad', points: 5 }] }, '$.tasks[0].task', '"chad"', 'did you mean "chat"?'],
    [{ tasks: [homework.tasks[0], homework.tasks[0]] }, '$.tasks[1].task', '"chat"', undefined],
    [{ tasks: [{ task: 'chat', points: 0 }] }, '$.tasks[0].points', '0', undefined],
    [
      { tasks: [{ task: 'chat', ponits: 1, points: 1 }] },
      '$.tasks[0].ponits',
      '"ponits"',
      'did you mean "points"?',
    ],
    [{ due: 'tomorrow' }, '$.due', '"tomorrow"', undefined],
    [{ due: '2026-13-41T00:00Z' }, '$.due', '"2026-13-41T00:00Z"', undefined],
    [{ late: { percentPerDay: 10 } }, '$.late', '"percentPerDay":10', 'add "due"'],
    [{ id: 'other' }, '$.id', '"other"', 'call the folder "other"'],
  ])('%j is a fault at %s', async (changes, path, found, remedy) => {
    const error = await userErrorOf(assignmentOf({ ...homework, ...changes }));
    expect(error.others, error.message).toEqual([]);
    expect(error.path).toBe(path);
    expect(error.found).toContain(found);
    expect(error.remedy ?? '').toContain(remedy ?? '');
    expect(error.message).toContain('assignment.json');
  });

  test('a name that is not there is named with the nearest', async () => {
    const error = await userErrorOf(loadAssignment('task3'));
    expect(error.remedy).toBe('did you mean "task-3"?');
  });
});

describe('a name on the command line', () => {
  test.each([
    ['chat', 'task'],
    ['lab-1', 'assignment'],
    [join(specsFolder, 'chat.json'), 'task'],
    [join(assignmentsFolder, 'lab-1'), 'assignment'],
    [join(assignmentsFolder, 'lab-1', 'assignment.json'), 'assignment'],
  ])('%s is found', async (name, kind) => {
    await expect(findTaskOrAssignment(name)).resolves.toMatchObject({ kind });
  });

  test.each([
    ['chatt', 'did you mean "chat"?'],
    ['lab1', 'did you mean "lab-1"?'],
    ['something-else', undefined],
  ])('%s is neither: the nearest of both kinds is named', async (name, remedy) => {
    const error = await userErrorOf(findTaskOrAssignment(name));
    expect(error.remedy).toBe(remedy);
    expect(error.allowed).toContain('"lab-1" or "task-3"');
  });
});

test('the nearest word is the one that was meant, or none', () => {
  expect(nearestWord('form', ['from', 'text'])).toBe('from');
  expect(nearestWord('HELLO', ['hello-one-way', 'chat'])).toBe('hello-one-way');
  expect(nearestWord('x', ['server', 'client'])).toBeUndefined();
  expect(nearestWord('', ['server'])).toBeUndefined();
  expect(didYouMean('sever', ['client', 'server'])).toBe('did you mean "server"?');
  expect([listWords([]), listWords(['a']), listWords(['a', 'b', 'c'])]).toEqual([
    '',
    '"a"',
    '"a", "b" or "c"',
  ]);
});
