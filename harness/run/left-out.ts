/** What cannot be carried out where this runs, through nobody's fault. */
import type { Network } from '../network/network.ts';
import type { Scenario, Task } from '../spec/task.ts';
import { missingClient } from './programs/http-clients.ts';
import { spotOf } from './run-references.ts';

/** Why a scenario is left out, in a sentence; undefined where it can be carried out. */
export async function whyLeftOut(
  task: Task,
  scenario: Scenario,
  network: Network,
): Promise<string | undefined> {
  return cannotMeet(task, network) ?? (await missingClient(scenario));
}

/** Why the programs of a task cannot meet on a network, whatever they are; undefined where they can. */
export function cannotMeet(task: Task, network: Network): string | undefined {
  const { transport, family } = task;
  return network.cannot({ transport, family, ...spotOf(task), folder: '', programs: [] });
}
