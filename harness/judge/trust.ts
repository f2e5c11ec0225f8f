/** Whether a record can be judged at all. What the harness missed, or did itself, is never a student's loss. */
import type { RunRecord } from '../capture/record.ts';
import type { Scenario } from '../spec/task.ts';
import { hasModel } from './facts.ts';

/** Why a record cannot be judged, in a sentence or two; undefined if it can. */
export function cannotJudge(record: RunRecord): string | undefined {
  const [trouble] = record.trouble;
  if (trouble) return trouble.remedy === undefined ? trouble.message : `${trouble.message} ${trouble.remedy}`;
  if (record.conversation.lost > 0) {
    return `The capture missed ${record.conversation.lost} packets, so nothing can be said about this run.`;
  }
  if (record.cause === 'cancelled') return 'The run was cancelled.';
  const unstarted = record.programs.find(({ ending }) => ending.kind === 'not-started');
  if (unstarted?.ending.kind === 'not-started') {
    return `The ${unstarted.role}’s program could not be started: ${unstarted.ending.error}`;
  }
  return undefined;
}

/** Why there is nothing to compare with, where a message is to be as the reference says it; undefined if there is. */
export function cannotCompare(scenario: Scenario, expected: RunRecord | undefined): string | undefined {
  if (!hasModel(scenario)) return undefined;
  if (expected === undefined) return 'The reference was not played, and its answers are what is asked for.';
  const doubt = cannotJudge(expected);
  return doubt === undefined ? undefined : `The reference’s own run cannot be used: ${doubt}`;
}
