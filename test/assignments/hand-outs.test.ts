/** The hand-outs: each task has one, it says what is graded, and its starter code is a start and no solution. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { listTasks, loadTask } from '../../harness/spec/load.ts';
import { prepareSubmission } from '../../harness/submission/prepare.ts';
import { grade } from '../commands/grade.ts';

const ASSIGNMENTS = join(import.meta.dirname, '../../assignments');
const tasks = await Promise.all((await listTasks({})).map(({ id }) => loadTask(id)));

let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sockmark-hand-outs-'));
});

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

describe.each(tasks.map((task) => ({ id: task.id, task })))('the hand-out of $id', ({ id, task }) => {
  const starter = join(ASSIGNMENTS, id, 'starter');

  test('says where the server is, and how to ask for the grade', async () => {
    const text = await readFile(join(ASSIGNMENTS, id, 'README.md'), 'utf8');
    if (typeof task.port === 'number' && task.family !== 'unix') expect(text).toContain(`**${task.port}**`);
    expect(text).toContain(`npx grade check ${id} `);
    expect(text.match(/^#+ .*/gm)?.slice(1)).toEqual([
      ...['## What to build', '## An example', '## What is checked', '## Check your answer'],
    ]);
  });

  test('comes with starter code in Python and another language, in which each program is found and built', async () => {
    const languages = await readdir(starter);
    expect(languages).toContain('python');
    expect(languages.length).toBeGreaterThan(1);
    const prepared = await Promise.all(
      languages.map((language) =>
        prepareSubmission(join(starter, language), {
          id: `${id}-${language}`,
          scratch,
          wanted: task.roles,
          task,
        }),
      ),
    );
    for (const { findings, programs } of prepared) {
      expect(findings.filter(({ code }) => code !== 'tool-missing')).toEqual([]);
      for (const role of task.roles) expect(programs[role] ?? findings[0]?.code).toBeDefined();
    }
  });

  test('gives some of the points away, and not all', async () => {
    const { code, stdout, stderr } = await grade(['check', id, join(starter, 'python'), '--json', '-']);
    expect(stderr).toBe('');
    expect(code).toBe(1);
    const { status, score, maxScore } = JSON.parse(stdout) as Result;
    expect(status).toBe('failed');
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThan(maxScore * 0.8);
  });
});
