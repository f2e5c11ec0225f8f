import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadAssignment, loadTask } from '../../harness/spec/load.ts';
import type { Task } from '../../harness/spec/task.ts';
import { UserError } from '../../harness/spec/user-error.ts';

/** A plain spec that is right. Its file is `sample.json`. */
export const sample = {
  id: 'sample',
  title: 'Sample',
  port: 4000,
  messages: [
    { from: 'client', typed: 'lowercase' },
    { from: 'server', reply: 'upper' },
  ],
};

/** Calls `use` with a folder of the given files, and removes it. */
export async function inFolder<T>(
  files: Record<string, string>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sockmark-spec-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The task of a spec given as JSON or as its text. */
export function taskOf(
  spec: object | string,
  seed?: number,
  files: Record<string, string> = {},
): Promise<Task> {
  const text = typeof spec === 'string' ? spec : JSON.stringify(spec, null, 2);
  const id = typeof spec === 'object' && 'id' in spec && typeof spec.id === 'string' ? spec.id : 'sample';
  return inFolder({ ...files, [`${id}.json`]: text }, (folder) =>
    loadTask(join(folder, `${id}.json`), { seed }),
  );
}

export async function userErrorOf(attempt: Promise<unknown>): Promise<UserError> {
  const outcome = await attempt.then(
    () => 'no error',
    (error: unknown) => error,
  );
  if (outcome instanceof UserError) return outcome;
  throw new Error(`Expected a UserError, but there came ${String(outcome)}`);
}

/** The error that `sample` brings with `changes`; a change to undefined takes a field away. */
export function refusalOf(changes: object): Promise<UserError> {
  return userErrorOf(taskOf({ ...sample, ...changes }));
}

export function assignmentOf(assignment: object): ReturnType<typeof loadAssignment> {
  const files = { 'homework/assignment.json': JSON.stringify(assignment, null, 2) };
  return inFolder(files, (folder) => loadAssignment(join(folder, 'homework')));
}
