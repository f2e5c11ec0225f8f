/** A class in numbers: `summary.json`, and the rows that the table at the end shows. */
import type { Person } from '../intake/handed-in.ts';
import type { Result } from '../judge/result.ts';
import type { CrossPlay } from './cross-play.ts';
import type { Lateness } from './late.ts';
import type { Override } from './overrides.ts';

/** Inside the folder of the results: a file a submission. */
export const SUBMISSIONS_FOLDER = 'submissions';

export type Status = Result['status'];

export interface TaskSummary {
  id: string;
  status: Status;
  score: number;
  maxScore: number;
  /** Ids of the checks that lost points, each once, in the order of the scenarios. */
  lost: string[];
}

/** What was measured, and nothing else. */
export interface MeasuredSummary {
  id: string;
  status: Status;
  score: number;
  maxScore: number;
  /** The file of the results, relative to the folder of `summary.json`, with forward slashes. */
  file: string;
  tasks: TaskSummary[];
  /** Why the submission is inconclusive, where it is. */
  reason?: string;
}

export interface SubmissionSummary extends MeasuredSummary {
  /**
   * What counts: what was measured, or set by a person, less what lateness costs. Absent as long as there is no such
   * number: the submission is inconclusive, and nobody has decided.
   */
  finalScore?: number;
  /** Whose it is; several in a group. Absent where only the id tells. */
  people?: Person[];
  group?: string;
  /** RFC 3339. */
  submittedAt?: string;
  late?: Lateness;
  /** What a person decided about it. */
  overrides?: Override[];
  /** What the grader of the class should know; a sentence each. */
  remarks?: string[];
}

export interface ClassSummary {
  schemaVersion: 1;
  assignment?: { id: string; title: string };
  network: 'private' | 'host';
  /** How the folder was read. */
  layout?: {
    id: string;
    title: string;
    /** A folder a task came first, so that a student may have a submission a task. */
    byTask?: true;
  };
  submissions: SubmissionSummary[];
  /** Everybody's client against everybody's server, a task each; absent where it was not asked for. */
  crossPlay?: CrossPlay[];
  /** What lay in the folder and is nobody's, or could not be read as anybody's. */
  unmatched?: string[];
  /** Who is in the roster and handed nothing in. */
  missing?: Person[];
}

export function summarize(id: string, file: string, results: Result[]): MeasuredSummary {
  const reason = results.flatMap(reasonOf)[0];
  return {
    id,
    status: overallStatus(results.map(({ status }) => status)),
    score: sum(results.map(({ score }) => score)),
    maxScore: sum(results.map(({ maxScore }) => maxScore)),
    file,
    tasks: results.map(taskSummary),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Inconclusive as soon as one of them is: the score is then not the student's last word. */
export function overallStatus(statuses: Status[]): Status {
  if (statuses.includes('inconclusive')) return 'inconclusive';
  return statuses.every((status) => status === 'passed') ? 'passed' : 'failed';
}

function taskSummary(result: Result): TaskSummary {
  const lost = result.scenarios
    .filter(({ advice }) => !advice)
    .flatMap(({ checks }) => checks.filter(({ status }) => status === 'failed').map(({ id }) => id));
  const { status, score, maxScore } = result;
  return { id: result.task.id, status, score, maxScore, lost: [...new Set(lost)] };
}

function reasonOf(result: Result): string[] {
  if (result.status !== 'inconclusive') return [];
  return result.scenarios.flatMap(({ reason, trouble }) => [
    ...(reason === undefined ? [] : [reason]),
    ...trouble.map(({ message }) => message),
  ]);
}

/** Points are whole hundredths; added as such, they do not gather the last bits of binary fractions. */
export function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + Math.round(number * 100), 0) / 100;
}
