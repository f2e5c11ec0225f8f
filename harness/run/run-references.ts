/** The references of a task with each other, in this process. */
import type { RunRecord } from '../capture/record.ts';
import type { Network, Spot } from '../network/network.ts';
import type { Role, Scenario, Task } from '../spec/task.ts';
import type { Reference } from './peers/peer.ts';
import { referencesOf } from './references.ts';
import { Run } from './run.ts';

export interface ReferenceRun {
  task: Task;
  scenario: Scenario;
  network: Network;
  signal: AbortSignal;
  /** In place of the task's own. */
  instead?: Partial<Record<Role, Reference>>;
  /** Where the server listens, if not where the task says. */
  at?: Spot;
}

/** Where nothing says which port to take: the sheet leaves it open, and no program has one written into it. */
export const ANY_PORT = 12_000;

export function spotOf({ transport, family, path, port }: Task): Spot {
  if (transport === 'icmp') return { port: 0 };
  if (family === 'unix') return { port: 0, path };
  return { port: port === 'any' ? ANY_PORT : port };
}

export async function runReferences({ instead, ...run }: ReferenceRun): Promise<RunRecord> {
  const { task, network, at = spotOf(task) } = run;
  const { transport, family } = task;
  const references = { ...(await referencesOf(task)), ...instead };
  await using place = await network.open({ transport, family, ...at, folder: '', programs: [] });
  return await new Run({ ...run, ...at, references, submission: undefined, student: [], place }).play();
}
