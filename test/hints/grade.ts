/** Grades one program of `test/fixtures/hints` in one scenario, on a private network. */
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Grader } from '../../harness/batch/grade-submission.ts';
import { Slots } from '../../harness/batch/slots.ts';
import type { Result } from '../../harness/judge/result.ts';
import { loadTask } from '../../harness/spec/load.ts';
import { ROLES, type Task } from '../../harness/spec/task.ts';
import { findTool } from '../../harness/submission/tools.ts';
import { network } from '../run/play.ts';

export const FIXTURES = join(import.meta.dirname, '../fixtures/hints');

/** How many runs go on at once: most of a run is waiting. */
const AT_ONCE = 6;

const slots = new Slots(AT_ONCE);
const signal = new AbortController().signal;
const graders = new Map<string, Promise<Grader>>();
const scratch = mkdtemp(join(tmpdir(), 'sockmark-hints-'));

export async function removeScratch(): Promise<void> {
  await rm(await scratch, { recursive: true, force: true });
}

/** The task with one scenario of it, and the roles that the student plays there. */
async function taskWith(name: string, scenarioId: string): Promise<Task> {
  const own = join(FIXTURES, 'specs', `${name}.json`);
  const task = await loadTask(existsSync(own) ? own : name);
  const scenario = task.scenarios.find(({ id }) => id === scenarioId);
  if (scenario === undefined) throw new Error(`${name} has no scenario ${scenarioId}`);
  const roles = ROLES.filter((role) => scenario.student === 'both' || scenario.student === role);
  return { ...task, roles, scenarios: [scenario] };
}

async function newGrader(task: string, scenario: string): Promise<Grader> {
  const tasks = [await taskWith(task, scenario)];
  return new Grader({ tasks, network: network(), slots, scratch: await scratch, signal });
}

/** The programs of one task and scenario share a grader, and so the reference's own run. */
export async function gradeProgram(path: string, task: string, scenario: string): Promise<Result> {
  const key = `${task} ${scenario}`;
  const grader = graders.get(key) ?? newGrader(task, scenario);
  graders.set(key, grader);
  const handIn = { task: basename(task), folder: path };
  const [result] = await (await grader).grade({ id: path, path, handIns: [handIn] });
  if (result === undefined) throw new Error(`no result for ${path}`);
  return result;
}

const TOOLS: readonly (readonly [ending: string, tool: string, found: string | undefined])[] = [
  ['.py', 'python3', await findTool('python3')],
  ['.c', 'a C compiler', await findTool('cc', 'gcc', 'clang')],
  ['.java', 'javac', await findTool('javac')],
];

const strace = await findTool('strace');

/** What the programs of a folder need and this machine has not; undefined where it has all. */
export function toolMissing(folder: string, task: string): string | undefined {
  if (task.startsWith('calls/') && strace === undefined) return 'strace';
  const files = readdirSync(join(FIXTURES, folder), { recursive: true, encoding: 'utf8' });
  const needed = TOOLS.filter(([ending]) => files.some((file) => file.endsWith(ending)));
  return needed.find(([, , found]) => found === undefined)?.[1];
}

/** `fault` or `near` of a hint: a file, or a folder of files. */
export async function fixture(folder: string, name: 'fault' | 'near'): Promise<string> {
  const found = (await readdir(join(FIXTURES, folder))).find((one) => one.replace(/\..*/, '') === name);
  if (found === undefined) throw new Error(`${folder} has no ${name}`);
  return join(FIXTURES, folder, found);
}

/** The line that ends in a comment with nothing but `here`, which is the one that the hint has to name. */
export async function markedLine(path: string): Promise<number | undefined> {
  if ((await stat(path)).isDirectory()) {
    const inside = await Promise.all((await readdir(path)).map((name) => markedLine(join(path, name))));
    return inside.find((line) => line !== undefined);
  }
  const lines = (await readFile(path, 'utf8')).split('\n');
  const at = lines.findIndex((line) => /(?:#|\/\/|\/\*) here(?: \*\/|$)/.test(line));
  return at < 0 ? undefined : at + 1;
}
