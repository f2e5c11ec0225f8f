/** Small pieces of English that more than one report needs. */
import type { Ending, StopReason } from '../capture/record.ts';
import type { HintResult, ShownProgram } from '../judge/result.ts';
import { visible } from './visible.ts';

/** A score as people write it: at most two decimals, and none where it is whole. */
export function points(score: number): string {
  return String(Math.round(score * 100) / 100);
}

export function scoreOf(score: number, maxScore: number): string {
  return `${points(score)} / ${points(maxScore)}`;
}

/** What a program is called in front of people: the student's file, or the reference by its role. */
export function programName(program: Pick<ShownProgram, 'role' | 'by' | 'file'>): string {
  if (program.by === 'reference') return `reference ${program.role}`;
  return program.file === undefined ? `your ${program.role}` : visible(program.file);
}

const STOPPED: Record<StopReason, string> = {
  'at-rest': 'was still waiting when nothing could happen any more, and was ended',
  silent: 'was still running when nothing happened any more, and was ended',
  'time-limit': 'was still running at the time limit, and was ended',
  spinning: 'used the processor without end and did nothing else, and was ended',
  'too-much-output': 'printed without end, and was ended',
  'too-much-traffic': 'sent without end, and was ended',
  'too-much-memory': 'used more memory than a run may, and was ended',
  'too-many-processes': 'started more processes than a run may, and was ended',
  'run-over': 'was still running when the conversation was over, and was ended',
  cancelled: 'was ended with the grading',
};

/** How a program ended, to stand behind its name. */
export function endingInWords(ending: Ending): string {
  switch (ending.kind) {
    case 'exited':
      return ending.code === 0 ? 'ended by itself' : `ended with exit code ${ending.code}`;
    case 'signalled':
      return `was ended by ${visible(ending.signal)}`;
    case 'stopped':
      // A saved result may come from another version, with reasons of its own.
      return Object.hasOwn(STOPPED, ending.why) ? STOPPED[ending.why] : `was ended: ${visible(ending.why)}`;
    case 'not-started':
      return `could not be started: ${visible(ending.error)}`;
  }
}

/** `server.py:12`, `server.py`, or nothing. */
export function placeOf(at: Pick<HintResult, 'file' | 'line'>): string | undefined {
  if (at.file === undefined) return undefined;
  return at.line === undefined ? visible(at.file) : `${visible(at.file)}:${at.line}`;
}
