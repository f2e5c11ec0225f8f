/** How long after its last event a submission that hangs is told so, many at a time. */
import type { RunRecord } from '../harness/capture/record.ts';
import { median, openStage } from './stage.ts';

export interface HangResult {
  atOnce: number;
  medianMs: number;
  worstMs: number;
}

export async function benchHangs(atOnce: number, rounds: number): Promise<HangResult> {
  await using stage = await openStage('hangs');
  await stage.run();
  const delays: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const records = await Promise.all(Array.from({ length: atOnce }, () => stage.run()));
    delays.push(...records.map(delayOf));
  }
  return { atOnce, medianMs: median(delays), worstMs: Math.max(...delays) };
}

/** From the last thing that happened to the end of the run. Throws if the run was not proved to hang. */
function delayOf({ cause, conversation, durationMs }: RunRecord): number {
  if (cause !== 'at-rest') throw new Error(`A program that hangs ended as ${cause}.`);
  const times = conversation.connections.flatMap(({ events }) => events.map(({ at }) => at));
  return durationMs - Math.max(...times);
}
