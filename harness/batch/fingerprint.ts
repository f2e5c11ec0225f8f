/** What a grading's results depend on, beside the submission: where it is the same, so are they. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { referenceFiles } from '../run/references.ts';
import type { Task } from '../spec/task.ts';
import { version } from './version.ts';

export interface GradingConditions {
  tasks: readonly Task[];
  network: 'private' | 'host';
  /** Folder that captures go to, where they are kept. */
  captures: string | undefined;
  /** Socket calls are written down. */
  calls: boolean;
}

/** Lower-case hex SHA-256 over the tasks (spec, points, seed), their references, and Sockmark itself. */
export async function gradingFingerprint({
  tasks,
  network,
  captures,
  calls,
}: GradingConditions): Promise<string> {
  const hash = createHash('sha256');
  const platform = `${process.platform}-${process.arch} node-${process.versions.node}`;
  hash.update(JSON.stringify({ version, platform, network, captures, calls }));
  for (const { id, hash: spec, seed, maxScore, file } of tasks) {
    hash.update(JSON.stringify({ id, spec, seed, maxScore, file }));
  }
  for (const file of tasks.flatMap(referenceFiles)) hash.update(await readFile(file));
  await addCode(harnessFolder, hash);
  return hash.digest('hex');
}

/** A version that is being worked on has one number and many behaviours, so its code counts too. */
const harnessFolder = dirname(dirname(fileURLToPath(import.meta.url)));

async function addCode(folder: string, hash: ReturnType<typeof createHash>): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await addCode(path, hash);
    else if (/\.[jt]s$/.test(entry.name)) hash.update(entry.name).update(await readFile(path));
  }
}
