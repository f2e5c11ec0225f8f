/** The tasks that a command line asks for, ready to be graded. */
import type { TaskName } from '../intake/task-folders.ts';
import type { Assignment } from '../spec/assignment.ts';
import { findTaskOrAssignment, loadAssignment, loadTask, type LoadOptions } from '../spec/load.ts';
import type { Task } from '../spec/task.ts';
import { unsupported } from '../spec/unsupported.ts';
import { UserError } from '../spec/user-error.ts';
import type { Arguments } from './command.ts';
import { numberOf, textsOf } from './options.ts';

export interface WhatToGrade {
  assignment: Assignment | undefined;
  tasks: Task[];
  /** What a folder of each task may be called, in the order of `tasks`. */
  names: TaskName[];
}

/** The options of the command line that decide where specs are found and what they say. */
export function loadOptionsOf(given: Arguments): LoadOptions {
  return { specsDirs: textsOf(given, 'specs'), seed: numberOf(given, 'seed') };
}

/** @throws {UserError} where there is neither task nor assignment of the name, or it cannot be run. */
export async function taskOrAssignment(name: string, options: LoadOptions): Promise<WhatToGrade> {
  const found = await findTaskOrAssignment(name, options);
  return found.kind === 'task' ? plainTasks([found.task]) : assigned(found.assignment, options);
}

/** @throws {UserError} where there is no assignment of the name, or it cannot be run. */
export async function tasksOfAssignment(name: string, options: LoadOptions): Promise<WhatToGrade> {
  return assigned(await loadAssignment(name, options), options);
}

/** @throws {UserError} where there is no task of a name, or it cannot be run. */
export async function tasksNamed(names: string[], options: LoadOptions): Promise<WhatToGrade> {
  return plainTasks(await Promise.all([...new Set(names)].map((name) => loadTask(name, options))));
}

function plainTasks(tasks: Task[]): WhatToGrade {
  refuseUnsupported(tasks);
  return { assignment: undefined, tasks, names: tasks.map(({ id, title }) => ({ id, title })) };
}

async function assigned(assignment: Assignment, options: LoadOptions): Promise<WhatToGrade> {
  const loaded = await Promise.all(
    assignment.tasks.map(async ({ task, points, number }) => ({
      task: await loadTask(task, options),
      points,
      number,
    })),
  );
  const tasks = loaded.map(({ task, points, number }) => ({ ...worth(task, points), number }));
  refuseUnsupported(tasks);
  return {
    assignment,
    tasks,
    names: loaded.map(({ task: { id, title }, number }) => ({ id, title, number })),
  };
}

/** `task` with its points spread over `points`, whatever its spec says. */
export function worth(task: Task, points: number): Task {
  const scale = task.maxScore === 0 ? 0 : points / task.maxScore;
  const scenarios = task.scenarios.map((scenario) => ({ ...scenario, points: scenario.points * scale }));
  return { ...task, maxScore: points, scenarios };
}

/** What is not run must not look as if it had passed. */
export function refuseUnsupported(tasks: Task[]): void {
  for (const task of tasks) {
    const [first, ...others] = unsupported(task);
    if (first === undefined) continue;
    throw new UserError(
      `The task "${task.id}" asks for what this version cannot run.`,
      { file: task.file, found: first, remedy: 'grade it with a later version, or take it out of the spec' },
      others.map((found) => ({ found })),
    );
  }
}
