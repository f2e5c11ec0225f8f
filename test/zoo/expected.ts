/** What is written beside the sample submissions: `submissions/<task>/expected.json`, read and spelt out. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadTask } from '../../harness/spec/load.ts';
import type { Message, Task } from '../../harness/spec/task.ts';

const SUBMISSIONS = join(import.meta.dirname, '../../submissions');

/** As it stands in the file. */
export interface Expectation {
  why: string;
  language: 'python' | 'c' | 'java' | 'javascript' | 'go' | 'none';
  status: 'passed' | 'failed' | 'inconclusive';
  lost: Record<string, string[]>;
  relay?: string;
}

export interface Sample extends Expectation {
  task: Task;
  name: string;
  /** Absolute path of the student's folder. */
  folder: string;
}

/** The tasks that have samples. */
export async function sampledTasks(): Promise<string[]> {
  return foldersIn(SUBMISSIONS);
}

export async function sampleFolders(task: string): Promise<string[]> {
  return foldersIn(join(SUBMISSIONS, task));
}

async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

export async function readExpectations(task: string): Promise<Record<string, Expectation>> {
  const file = join(SUBMISSIONS, task, 'expected.json');
  if (!existsSync(file)) throw new Error(`${file} is missing: it says what each sample there must lose.`);
  const text = await readFile(file, 'utf8');
  return JSON.parse(text) as Record<string, Expectation>;
}

export async function samplesOf(taskId: string): Promise<Sample[]> {
  const [task, expectations] = await Promise.all([loadTask(taskId), readExpectations(taskId)]);
  return Object.entries(expectations).map(([name, expectation]) => ({
    ...expectation,
    task,
    name,
    folder: join(SUBMISSIONS, taskId, name),
  }));
}

/**
 * The ids of the checks that a sample loses in a scenario, sorted. `message-*`, `message-4+` and `@server` are spelt
 * out, since how many messages a chat has is up to the seed.
 */
export function lostIn({ task, lost }: Sample, scenarioId: string): string[] {
  const messages = task.scenarios.find(({ id }) => id === scenarioId)?.messages ?? [];
  return (lost[scenarioId] ?? []).flatMap((entry) => spellOut(entry, messages)).sort();
}

function spellOut(entry: string, messages: readonly Message[]): string[] {
  const parts = /^message-(?<place>\d+\+?|\*)(?:@(?<from>server|client))?$/.exec(entry)?.groups;
  if (parts === undefined) return [entry];
  const { place = '', from } = parts;
  return messages
    .filter((message, index) => isAt(place, index + 1) && (from === undefined || message.from === from))
    .map(({ id }) => id);
}

function isAt(place: string, number: number): boolean {
  if (place === '*') return true;
  return place.endsWith('+') ? number >= parseInt(place, 10) : number === Number(place);
}
