/** One look at a run: does anything in it still move? 0.1 to 0.3 ms for a Python program, 1 ms for a JVM. */
import type { NetTables } from '../../network/linux/net-tables.ts';
import { underWay, viewSockets } from './sockets.ts';
import { programPids, threadsOf } from './threads.ts';
import { matters, standingOf, type Standing } from './waits.ts';

export type Look =
  /** Something runs, or is on its way. */
  | { kind: 'moving' }
  /**
   * Every thread waits. `pauseMs`: the longest wait that ends by itself, 0 where all wait without end. `underWay`: what the kernel
   * still has in hand, empty where nothing. `trace`: the same in two looks if and only if nothing ran in between.
   */
  | { kind: 'waiting'; pauseMs: number; underWay: string; trace: string };

/** Looks at the programs, each given by the pid it was started with. */
export function look(programs: number[], tables: NetTables): Look {
  const trees = programs.map(programPids);
  // No process but the sandbox's: the program is still being started, or has just ended and is about to be told so.
  if (trees.some((pids) => pids.length === 0)) return { kind: 'moving' };
  const pids = trees.flat();
  const threads = threadsOf(pids).filter(matters);
  const standings = threads.map(standingOf);
  if (standings.some(({ kind }) => kind === 'runs')) return { kind: 'moving' };
  return {
    kind: 'waiting',
    pauseMs: Math.max(0, ...standings.map(pauseOf)),
    underWay: underWay(viewSockets(tables, pids)),
    trace: threads.map(({ trace }) => trace).join('\n'),
  };
}

function pauseOf(standing: Standing): number {
  return standing.kind === 'pauses' ? Math.max(1, standing.forMs) : 0;
}
