/** What goes into a gradebook: one grade a person, rounded once. */
import type { ClassSummary, SubmissionSummary } from '../batch/summary.ts';
import type { Person } from '../intake/handed-in.ts';
import { shareOut } from '../judge/points.ts';
import { mergeTasks } from './merge.ts';

export interface Grade {
  submission: SubmissionSummary;
  /** Undefined where only the submission's id tells who it is. */
  person: Person | undefined;
  points: number;
  maxPoints: number;
}

export interface Scale {
  /** 0 for whole points. */
  decimals: number;
  /** What full marks are worth in the gradebook; undefined for the points there are. */
  outOf: number | undefined;
}

export interface Grades {
  grades: Grade[];
  /** Submissions without a grade: inconclusive, and nobody has decided. */
  withheld: SubmissionSummary[];
}

export function gradesOf(summary: ClassSummary, scale: Scale): Grades {
  const submissions = mergeTasks(summary);
  const grades = submissions.flatMap((submission) => {
    const { finalScore, people = [] } = submission;
    if (finalScore === undefined) return [];
    const points = scaled(finalScore, submission, scale);
    const maxPoints = scaled(submission.maxScore, submission, scale);
    const owners = people.length === 0 ? [undefined] : people;
    return owners.map((person) => ({ submission, person, points, maxPoints }));
  });
  return { grades, withheld: submissions.filter(({ finalScore }) => finalScore === undefined) };
}

/** Points as the gradebook has them. */
export function scaled(
  points: number,
  { maxScore }: Pick<SubmissionSummary, 'maxScore'>,
  { decimals, outOf = maxScore }: Scale,
): number {
  const unit = 10 ** decimals;
  const exact = maxScore === 0 ? 0 : (points * outOf) / maxScore;
  // Halves go up; the last bit of a binary fraction is no reason to go down.
  return Math.floor(exact * unit + 0.5 + 1e-9) / unit;
}

/** The parts of a whole that is rounded already: they add up to it. */
export function partsOf(whole: number, weights: readonly number[], { decimals }: Scale): number[] {
  const unit = 10 ** decimals;
  return shareOut(Math.round(whole * unit), [...weights]).map((part) => part / unit);
}

/** Who a grade is of, for people. */
export function nameOf({ person, submission }: Pick<Grade, 'person' | 'submission'>): string {
  return person?.name ?? person?.login ?? person?.email ?? person?.number ?? submission.id;
}

/** What the student should know, in a few words. */
export function feedbackOf({ tasks, late, overrides = [], score, maxScore }: SubmissionSummary): string {
  const lost = tasks.flatMap((task) => {
    const what = task.lost.join(', ');
    if (what === '') return [];
    return [tasks.length === 1 ? `lost at ${what}` : `${task.id}: lost at ${what}`];
  });
  const decided = overrides.map(({ task, points, comment, by }) => {
    const who = `decided by ${by ?? 'a person'}`;
    const set = points === undefined ? '' : `${task === undefined ? '' : `${task}: `}${points} points, `;
    return `${set}${who}${comment === undefined ? '' : `: ${comment}`}`;
  });
  return [
    `measured ${score} of ${maxScore}`,
    ...lost,
    ...(late === undefined ? [] : [late.note]),
    ...decided,
  ].join('; ');
}
