/** A class in numbers: `summary.json`, and the rows that the table at the end shows. */
import type { Result } from '../judge/result.ts';

export type Status = Result['status'];

interface TaskSummary {
  id: string;
  status: Status;
  score: number;
  maxScore: number;
  /** Ids of the checks that lost points, each once, in the order of the scenarios. */
  lost: string[];
}

export interface SubmissionSummary {
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

export interface ClassSummary {
  schemaVersion: 1;
  assignment?: { id: string; title: string };
  network: 'private' | 'host';
  submissions: SubmissionSummary[];
}

export function summarize(id: string, file: string, results: Result[]): SubmissionSummary {
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

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
