/** The references of a task with each other, in this process. */
import type { RunRecord } from '../capture/record.ts';
import type { Network } from '../network/network.ts';
import type { Role, Scenario, Task } from '../spec/task.ts';
import type { Reference } from './peers/peer.ts';
import { Run } from './run.ts';

export interface ReferenceRun {
  task: Task;
  scenario: Scenario;
  network: Network;
  signal: AbortSignal;
  references: Record<Role, Reference>;
  /** Where the server listens. */
  port: number;
}

export async function runReferences(run: ReferenceRun): Promise<RunRecord> {
  const { task, network, port } = run;
  const { transport, family } = task;
  await using place = await network.open({ transport, family, port, folder: '', programs: [] });
  return await new Run({ ...run, submission: undefined, student: [], place }).play();
}
