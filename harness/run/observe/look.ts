/** One look at a run: does anything in it still move? 0.1 to 0.3 ms for a Python program, 1 ms for a JVM. */
import type { Place } from '../../network/network.ts';
import { underWay, viewSockets } from './sockets.ts';
import { programPids, threadsOf, type Thread } from './threads.ts';
import { isBackground, standingOf, type Standing } from './waits.ts';

export type Look =
  /** Something runs, or is on its way. */
  | { kind: 'moving' }
  /**
   * Every thread waits. `pauseMs`: the longest wait that ends by itself, 0 where all wait without end. `wakesAt`: the last of the moments
   * of the monotonic clock that threads wait for, 0 where none does. `listens`: none of them does anything else than wait for the other
   * side, some only for so long. `underWay`: what the kernel still has in hand, empty where nothing.
   * `trace`: the same in two looks if and only if nothing ran in between.
   */
  | { kind: 'waiting'; pauseMs: number; wakesAt: number; listens: boolean; underWay: string; trace: string };

/**
 * Looks at the programs, each given by the pid it was started with. Undefined where the kernel shows no sockets. `tools`: those of them that
 * are nobody's work. They wait for the other side alone, however often they wake to look at their clocks.
 */
export function look(programs: number[], place: Place, tools: readonly number[] = []): Look | undefined {
  const trees = programs.map(programPids);
  // No process but the sandbox's: the program is still being started, or has just ended and is about to be told so.
  if (trees.some((pids) => pids.length === 0)) return { kind: 'moving' };
  const pids = trees.flat();
  const threads = threadsOf(pids).map((thread) => ({ ...thread, standing: standingOf(thread) }));
  if (threads.some(({ standing }) => standing.kind === 'runs')) return { kind: 'moving' };
  if (trees.some(([root]) => hasEnded(threads.filter(({ pid }) => pid === root)))) return { kind: 'moving' };
  if (place.tables === undefined) return undefined;
  const view = viewSockets(place.tables, pids);
  // The wire is read after the sockets: what it shows by then has arrived.
  place.activity();
  const own = threads.filter((thread) => !isBackground(thread));
  const ofTools = new Set(trees.flatMap((tree, index) => (tools.includes(programs[index] ?? 0) ? tree : [])));
  const timed = own.filter(({ pid }) => !ofTools.has(pid));
  return {
    kind: 'waiting',
    pauseMs: Math.max(0, ...timed.map(({ standing }) => pauseOf(standing))),
    wakesAt: Math.max(0, ...timed.map(({ standing }) => ('until' in standing ? standing.until : 0))),
    listens: timed.every(
      ({ standing }) => standing.kind !== 'pauses' || ('listens' in standing && standing.listens),
    ),
    underWay: underWay(view, (from, to) => place.unacknowledged(from, to)),
    trace: own.map(({ trace }) => trace).join('\n'),
  };
}

/** A program that has ended and whose parent, the sandbox or this process, has not heard of it yet: its last words are still to come. */
function hasEnded(threadsOfProgram: Thread[]): boolean {
  return threadsOfProgram.every(({ state }) => state === 'Z' || state === 'X');
}

function pauseOf(standing: Standing): number {
  return 'forMs' in standing ? Math.max(1, standing.forMs) : 0;
}
