/**
 * A run against the floor: the same two programs started bare, the wait for the port, the wait for both to end. Nothing that grades can
 * be faster than that.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { openNetTables } from '../harness/network/linux/net-tables.ts';
import { createNamespace } from '../harness/network/private/namespace.ts';
import { costOf, median, openStage, type Cost, type Stage } from './stage.ts';

export interface FloorResult {
  wallRatio: number;
  cpuRatio: number;
  run: Cost;
  floor: Cost;
}

/** Runs and floors in turn, `rounds` of each after a warm-up of both. */
export async function benchFloor(rounds: number): Promise<FloorResult> {
  await using stage = await openStage('right');
  await stage.run();
  await bare(stage);
  const runs: Cost[] = [];
  const floors: Cost[] = [];
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await costOf(() => bare(stage)));
    runs.push(await costOf(() => stage.run()));
  }
  const run = summary(runs);
  const floor = summary(floors);
  return { run, floor, wallRatio: run.wallMs / floor.wallMs, cpuRatio: run.cpuMs / floor.cpuMs };
}

/** Wall time as the median; processor time as the mean, since children's is told in ticks. */
function summary(costs: Cost[]): Cost {
  const cpu = costs.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / costs.length;
  return { wallMs: median(costs.map(({ wallMs }) => wallMs)), cpuMs: cpu };
}

async function bare({ submission }: Stage): Promise<void> {
  const namespace = createNamespace();
  const tables = namespace.inside(openNetTables);
  const start = (role: 'server' | 'client'): ChildProcess => {
    const program = submission.programs[role];
    if (program === undefined) throw new Error(`no ${role}`);
    const [file = '', ...rest] = program.argv;
    const env = { PATH: '/usr/bin:/bin', ...program.env };
    return namespace.inside(() =>
      spawn(file, rest, { cwd: submission.stage, env, stdio: ['pipe', 'pipe', 'pipe'] }),
    );
  };
  const server = start('server');
  while (!tables.tcp().some(({ state }) => state === 'LISTEN')) await delay(1);
  const client = start('client');
  await Promise.all([once(server, 'close'), once(client, 'close')]);
  tables.close();
  namespace.close();
}
