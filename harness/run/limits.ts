/** What a run may use before it is ended: the last resorts. */
import type { Limits } from '../network/network.ts';
import type { Scenario, Task } from '../spec/task.ts';
import type { RestLimits } from './observe/rest.ts';

export const PROGRAM_LIMITS: Limits = { cpuSeconds: 20, fileBytes: 256 * 1024 * 1024, processes: 64 };

const TRAFFIC_BYTES = 64 * 1024 * 1024;

export function restLimits(task: Task, scenario: Scenario): RestLimits {
  return {
    timeMs: task.timeLimitMs,
    trafficBytes: TRAFFIC_BYTES,
    idleTrafficBytes: scenario.messages.some(({ says }) => says.kind === 'file')
      ? TRAFFIC_BYTES
      : 1024 * 1024,
    outputBytes: 4 * 1024 * 1024,
    idleOutputBytes: 512 * 1024,
    memoryBytes: 1024 * 1024 * 1024,
    connections: 2000,
    program: PROGRAM_LIMITS,
    spinMs: 1500,
  };
}
