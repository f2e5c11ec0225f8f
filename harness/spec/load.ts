/** Loading tasks and assignments by name. All faults of what is loaded come as a {@link UserError}. */
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { AssignmentJson } from './assignment.generated.ts';
import type { Assignment } from './assignment.ts';
import { crossComplaints } from './cross-checks.ts';
import { assignmentFiles, existingFile, isPath, specFiles, unknownName, type Places } from './find.ts';
import { readJsonFile, type JsonFile } from './json-file.ts';
import { didYouMean, listWords } from './nearest.ts';
import { normalise } from './normalise.ts';
import type { Complaint } from './schema-faults.ts';
import type { Task } from './task.ts';
import { UserError, shownValue } from './user-error.ts';
import { refusal, validate } from './validate.ts';

export interface LoadOptions extends Places {
  /** Decides on typed texts and rounds. The same seed gives the same task. */
  seed?: number | undefined;
}

const DEFAULT_SEED = 1;

/**
 * The task of a name, or of a spec's path.
 * @throws {UserError} where there is none, or its spec is wrong.
 */
export async function loadTask(nameOrPath: string, options: LoadOptions = {}): Promise<Task> {
  const json = await readJsonFile(await specFile(nameOrPath, options));
  const spec = await validate(json, 'spec.schema.json');
  const complaints = crossComplaints(spec, json.file);
  if (complaints.length > 0) throw refusal(json, complaints);
  return normalise(spec, json.file, json.hash, options.seed ?? DEFAULT_SEED);
}

async function specFile(nameOrPath: string, places: Places): Promise<string> {
  if (isPath(nameOrPath)) return existingFile('spec', nameOrPath);
  const files = await specFiles(places);
  const file = files.get(nameOrPath);
  if (file === undefined) throw unknownName('task', nameOrPath, [...files.keys()]);
  return file;
}

/**
 * The assignment of a name, or of the path of its folder or assignment.json. That its tasks are there is seen
 * to; their specs are not yet read.
 * @throws {UserError} where there is none, or its JSON is wrong.
 */
export async function loadAssignment(nameOrPath: string, options: LoadOptions = {}): Promise<Assignment> {
  const json = await readJsonFile(await assignmentFile(nameOrPath, options));
  const assignment = await validate(json, 'assignment.schema.json');
  const known = [...(await specFiles(options)).keys()];
  const complaints = [...idComplaints(assignment.id, json.file), ...assignmentComplaints(assignment, known)];
  if (complaints.length > 0) throw refusal(json, complaints);
  return assignmentOf(assignment, json);
}

async function assignmentFile(nameOrPath: string, places: Places): Promise<string> {
  if (isPath(nameOrPath)) {
    const isFolder = (await stat(nameOrPath).catch(() => undefined))?.isDirectory() === true;
    return existingFile('assignment', isFolder ? join(resolve(nameOrPath), 'assignment.json') : nameOrPath);
  }
  const files = await assignmentFiles(places);
  const file = files.get(nameOrPath);
  if (file === undefined) throw unknownName('assignment', nameOrPath, [...files.keys()]);
  return file;
}

function idComplaints(id: string, file: string): Complaint[] {
  const folder = basename(dirname(file));
  if (id === folder) return [];
  const remedy = `call the folder ${shownValue(id)}, or the assignment ${shownValue(folder)}`;
  return [{ at: ['id'], found: shownValue(id), allowed: "the folder's name", remedy }];
}

function assignmentComplaints({ tasks, due, late }: AssignmentJson, known: readonly string[]): Complaint[] {
  const unknown = tasks.flatMap(({ task }, index) => {
    if (known.includes(task)) return [];
    const at = ['tasks', index, 'task'];
    return [{ at, found: shownValue(task), allowed: listWords(known), remedy: didYouMean(task, known) }];
  });
  const twice = tasks.flatMap(({ task }, index) => {
    const earlier = tasks.findIndex((other) => other.task === task);
    const at = ['tasks', index, 'task'];
    return earlier === index ? [] : [{ at, found: shownValue(task), allowed: 'each task once' }];
  });
  return [...unknown, ...twice, ...dueComplaints(due, late)];
}

function dueComplaints(due: string | undefined, late: AssignmentJson['late']): Complaint[] {
  if (due !== undefined && Number.isNaN(Date.parse(due))) {
    return [{ at: ['due'], found: shownValue(due), allowed: 'a date and time that the calendar has' }];
  }
  if (due !== undefined || (late.percentPerDay === 0 && late.maxDays === undefined)) return [];
  return [{ at: ['late'], found: shownValue(late), allowed: '"late" only with "due"', remedy: 'add "due"' }];
}

function assignmentOf({ id, title, tasks, due, late }: AssignmentJson, { file }: JsonFile): Assignment {
  return {
    id,
    title,
    file,
    tasks: tasks.map(({ task, points, number }, index) => ({
      task,
      points,
      number: number ?? String(index + 1),
    })),
    due: due === undefined ? undefined : new Date(due),
    late: { ...late, maxDays: late.maxDays },
  };
}

/** A task as a list shows it. Where its spec is wrong, `fault` says how. */
export type ListedTask = { id: string; file: string } & ({ task: Task } | { fault: UserError });

/** All tasks there are, in the order of their ids. One wrong spec does not hide the others. */
export async function listTasks(options: LoadOptions = {}): Promise<ListedTask[]> {
  const files = await specFiles(options);
  return Promise.all([...files].map(async ([id, file]) => ({ id, file, ...(await tryTask(file, options)) })));
}

async function tryTask(file: string, options: LoadOptions): Promise<{ task: Task } | { fault: UserError }> {
  try {
    return { task: await loadTask(file, options) };
  } catch (error) {
    if (error instanceof UserError) return { fault: error };
    throw error;
  }
}

/** The ids of all assignments there are. */
export async function listAssignments(places: Places = {}): Promise<string[]> {
  return [...(await assignmentFiles(places)).keys()];
}

export type TaskOrAssignment = { kind: 'task'; task: Task } | { kind: 'assignment'; assignment: Assignment };

/**
 * What a name on the command line stands for: a task, or else an assignment.
 * @throws {UserError} with the nearest name where it is neither.
 */
export async function findTaskOrAssignment(
  name: string,
  options: LoadOptions = {},
): Promise<TaskOrAssignment> {
  const tasks = await specFiles(options);
  const assignments = await assignmentFiles(options);
  if (assignments.has(name) && !tasks.has(name)) {
    return { kind: 'assignment', assignment: await loadAssignment(name, options) };
  }
  if (!tasks.has(name) && !isPath(name)) {
    throw unknownName('task or assignment', name, [...tasks.keys(), ...assignments.keys()]);
  }
  return isPath(name) ? findByPath(name, options) : { kind: 'task', task: await loadTask(name, options) };
}

/** A folder is an assignment's, and so is a file called assignment.json. */
async function findByPath(path: string, options: LoadOptions): Promise<TaskOrAssignment> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() === true;
  if (isFolder || resolve(path).endsWith(join('/', 'assignment.json'))) {
    return { kind: 'assignment', assignment: await loadAssignment(path, options) };
  }
  return { kind: 'task', task: await loadTask(path, options) };
}
