/** What the benchmarks share: programs that are prepared once, a place to run them, and honest figures. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { reapAll } from './reaper.ts';
import type { RunRecord } from '../harness/capture/record.ts';
import type { Network } from '../harness/network/network.ts';
import { privateNetwork } from '../harness/network/private/private-network.ts';
import { runScenario } from '../harness/run/run-scenario.ts';
import { packageFolder } from '../harness/spec/folders.ts';
import { loadTask } from '../harness/spec/load.ts';
import type { Scenario, Task } from '../harness/spec/task.ts';
import { prepareSubmission } from '../harness/submission/prepare.ts';
import type { Submission } from '../harness/submission/submission.ts';

export interface Stage extends AsyncDisposable {
  task: Task;
  scenario: Scenario;
  submission: Submission;
  network: Network;
  run(): Promise<RunRecord>;
}

/** Programs of `bench/programs`, ready to be run with each other, upper case on port 12000. */
export async function openStage(programs: string): Promise<Stage> {
  const probe = privateNetwork();
  if (probe.kind !== 'available')
    throw new Error(`The benchmark needs private networks, and they are ${probe.kind} here. Run it as root.`);
  const { network } = probe;
  const task = await loadTask('uppercase');
  const scenario = task.scenarios.find(({ student }) => student === 'both');
  if (scenario === undefined) throw new Error('uppercase has no scenario with both programs');
  const scratch = await mkdtemp(join(tmpdir(), 'sockmark-bench-'));
  const folder = join(packageFolder, 'bench', 'programs', programs);
  const submission = await prepareSubmission(folder, {
    id: programs,
    scratch,
    wanted: ['server', 'client'],
    task,
  });
  const { signal } = new AbortController();
  return {
    ...{ task, scenario, submission, network },
    run: () => runScenario({ task, scenario, submission, network, signal }),
    [Symbol.asyncDispose]: () => rm(scratch, { recursive: true, force: true }),
  };
}

export interface Cost {
  wallMs: number;
  cpuMs: number;
}

/** `call`, and what it cost: processor time of this process and of all children that have ended. */
export async function costOf(call: () => Promise<unknown>): Promise<Cost> {
  const cpu = cpuMs();
  const wall = performance.now();
  await call();
  const wallMs = performance.now() - wall;
  await reapAll();
  return { wallMs, cpuMs: cpuMs() - cpu };
}

/** The kernel's clock tick for `/proc/self/stat`: 100 a second. */
const TICK_MS = 10;

/** Own time to the microsecond; children's in ticks (proc(5), `cutime` and `cstime`), so ask over many runs. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  const stat = readFileSync('/proc/self/stat', 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (user + system) / 1000 + (Number(fields[13]) + Number(fields[14])) * TICK_MS;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

export function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}, ${process.platform}`;
}
