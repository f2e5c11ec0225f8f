/** Tasks of a teacher's own, laid out as Sockmark's are: `specs/`, `reference/`, `assignments/`. */
import { dirname, posix, relative, resolve, sep } from 'node:path';
import { referenceFiles } from '../../run/references.ts';
import type { Assignment } from '../../spec/assignment.ts';
import { packageFolder } from '../../spec/folders.ts';
import { readJsonFile } from '../../spec/json-file.ts';
import type { Task } from '../../spec/task.ts';
import { pathsBeside } from '../../spec/task-files.ts';
import { UserError } from '../../spec/user-error.ts';
import { validate } from '../../spec/validate.ts';
import { entriesAt, type Entry } from './zip.ts';

/** All that a grading reads of the tasks and the assignment; nothing of those that come with Sockmark. */
export async function taskEntries(
  folder: string,
  tasks: readonly Task[],
  assignment: Assignment | undefined,
): Promise<Entry[]> {
  const own = tasks.filter(({ file }) => !comesWithSockmark(file));
  const entries = await Promise.all(own.map((task) => entriesOf(folder, task)));
  if (assignment === undefined || comesWithSockmark(assignment.file)) return entries.flat();
  return [
    ...entries.flat(),
    { name: `${folder}/assignments/${assignment.id}/assignment.json`, from: assignment.file },
  ];
}

export function comesWithSockmark(file: string): boolean {
  const [first] = relative(packageFolder, file).split(sep);
  return first === 'specs' || first === 'assignments';
}

async function entriesOf(folder: string, task: Task): Promise<Entry[]> {
  const spec = await validate(await readJsonFile(task.file), 'spec.schema.json');
  const specs = `${folder}/specs`;
  const beside = pathsBeside(spec).map((path) => {
    const name = posix.join(specs, path.replaceAll(sep, '/'));
    if (name.startsWith(`${folder}/`)) return { name, from: resolve(dirname(task.file), path) };
    throw new UserError('A file of the task lies too far from its spec to be packed with it.', {
      file: task.file,
      found: path,
      allowed: 'a file beside the spec, or in a folder beside that of the spec',
    });
  });
  const [reference] = referenceFiles(task).filter((file) => relative(packageFolder, file).startsWith('..'));
  const references =
    reference === undefined ? [] : await entriesAt(dirname(reference), `${folder}/reference/${task.id}`);
  return [{ name: `${specs}/${task.id}.json`, from: task.file }, ...beside, ...references];
}
