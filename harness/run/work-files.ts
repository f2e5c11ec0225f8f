/** The files of a task in the folder in which a run's programs work: those that are there to be sent, and those that were kept. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { SavedFile } from '../capture/record.ts';
import { otherRole, type Message, type Role, type Scenario, type Task } from '../spec/task.ts';
import type { Program } from '../submission/submission.ts';

/** Puts the task's files where the student's program that has to send them looks for them. */
export async function putFiles(
  task: Task,
  scenario: Scenario,
  programs: Program[],
  folder: string,
): Promise<void> {
  const senders = programs.filter(({ role }) => scenario.messages.some((message) => sends(message, role)));
  if (senders.length === 0) return;
  const places = new Set([folder, ...senders.map(({ home = '.', cwd }) => join(folder, home, cwd))]);
  for (const place of places) {
    await mkdir(place, { recursive: true });
    await Promise.all(task.files.map(({ name, bytes }) => writeFile(join(place, name), bytes())));
  }
}

function sends({ from, says }: Message, role: Role): boolean {
  return from === role && (says.kind === 'file' || says.kind === 'response');
}

/** What became of the files that the student's programs had to keep; one that is not there is left out. */
export async function savedFiles(
  scenario: Scenario,
  student: readonly Role[],
  folder: string,
): Promise<SavedFile[]> {
  const wanted = scenario.messages.flatMap(({ from, says }) =>
    says.kind === 'file' && says.savedAs !== undefined && student.includes(otherRole(from))
      ? [says.savedAs]
      : [],
  );
  if (wanted.length === 0) return [];
  const found = await readdir(folder, { recursive: true });
  const paths = found.filter((path) => wanted.includes(basename(path)));
  return Promise.all(paths.map((path) => describe(join(folder, path))));
}

async function describe(path: string): Promise<SavedFile> {
  const { size } = await stat(path);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { name: basename(path), bytes: size, sha256: hash.digest('hex') };
}
