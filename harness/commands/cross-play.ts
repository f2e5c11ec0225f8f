/** `grade batch --cross-play`: everybody's client meets everybody's server, once all are graded. */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { crossPlay, type CrossPlay } from '../batch/cross-play.ts';
import { writeJsonFile } from '../batch/files.ts';
import { Slots } from '../batch/slots.ts';
import type { ClassSummary } from '../batch/summary.ts';
import { gatherAnyhow } from '../intake/gather.ts';
import type { ClassEntry } from '../intake/handed-in.ts';
import type { ClassLayout } from '../intake/read-class.ts';
import type { OpenGrading } from './grading.ts';
import type { WhatToGrade } from './what-to-grade.ts';

interface Order {
  what: WhatToGrade;
  layout: ClassLayout;
  grading: OpenGrading;
  out: string;
}

/**
 * `summary`, and how everybody's programs got on, written to `summary.json` too.
 * @throws {FileNotWritten} where it cannot be written; the signal's reason when it is aborted.
 */
export async function withCrossPlay(summary: ClassSummary, order: Order): Promise<ClassSummary> {
  const { what, grading, out } = order;
  const { network, jobs, scratch, signal } = grading;
  const entries = await gathered(order);
  const played: CrossPlay[] = [];
  for (const task of what.tasks) {
    const onPair = (done: number, of: number) => {
      tell(`cross-play of ${task.id}: ${done} of ${of}`);
    };
    const slots = new Slots(jobs);
    const one = await crossPlay(task, { entries, network, jobs, slots, scratch, signal, onPair });
    if (one !== undefined) played.push(one);
  }
  tell('');
  const whole: ClassSummary = { ...summary, crossPlay: played };
  await writeJsonFile(join(out, 'summary.json'), whole);
  return whole;
}

async function gathered({ what, layout, grading }: Order): Promise<ClassEntry[]> {
  const entries: ClassEntry[] = [];
  for (const entry of layout.entries) {
    const folder = await mkdtemp(join(grading.scratch, 'handed-in-'));
    entries.push(await gatherAnyhow(entry, what.names, folder));
  }
  return entries;
}

/** ECMA-48: carriage return, then erase the line. */
const ERASE_LINE = '\r\u001b[2K';

/** On a terminal, one line that is written over; nowhere else, since it changes a thousand times. */
function tell(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(ERASE_LINE + line);
}
