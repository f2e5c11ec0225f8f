/** From what was measured to what counts: what a person decided, and what lateness costs. */
import type { HandedIn } from '../intake/handed-in.ts';
import type { Assignment } from '../spec/assignment.ts';
import { latenessOf, type Lateness } from './late.ts';
import type { Override } from './overrides.ts';
import { sum, type MeasuredSummary, type SubmissionSummary, type TaskSummary } from './summary.ts';

export interface Circumstances {
  handedIn: HandedIn;
  assignment: Pick<Assignment, 'due' | 'late'> | undefined;
  /** Those of the whole class. */
  overrides: readonly Override[];
}

/** The row of a submission as it stands in `summary.json`. */
export function standingOf(
  measured: MeasuredSummary,
  { handedIn, assignment, overrides }: Circumstances,
): SubmissionSummary {
  const decided = overrides.filter(({ submission }) => submission === measured.id);
  const late = latenessOf(assignment, handedIn);
  const finalScore = finalScoreOf(measured, decided, late);
  const { people, group, submittedAt, remarks } = handedIn;
  return {
    ...measured,
    ...(finalScore === undefined ? {} : { finalScore }),
    ...(people.length === 0 ? {} : { people }),
    ...(group === undefined ? {} : { group }),
    ...(submittedAt === undefined ? {} : { submittedAt: submittedAt.toISOString() }),
    ...(late === undefined ? {} : { late: excusedBy(decided) ? EXCUSED(late) : late }),
    ...(decided.length === 0 ? {} : { overrides: decided }),
    ...(remarks.length === 0 ? {} : { remarks }),
  };
}

function excusedBy(decided: readonly Override[]): boolean {
  return decided.some(({ excuseLate }) => excuseLate === true);
}

const EXCUSED = (late: Lateness): Lateness => ({
  ...late,
  percent: 0,
  note: 'late, and excused by a person: nothing was taken off',
});

function finalScoreOf(
  { tasks }: MeasuredSummary,
  decided: readonly Override[],
  late: Lateness | undefined,
): number | undefined {
  const whole = decided.find(({ task, points }) => task === undefined && points !== undefined);
  if (whole?.points !== undefined) return whole.points;
  const points = tasks.map((task) => pointsOf(task, decided));
  const known = points.filter((each) => each !== undefined);
  if (known.length < points.length) return undefined;
  const percent = excusedBy(decided) ? 0 : (late?.percent ?? 0);
  return Math.round(sum(known) * (100 - percent)) / 100;
}

function pointsOf(task: TaskSummary, decided: readonly Override[]): number | undefined {
  const override = decided.find((one) => one.task === task.id && one.points !== undefined);
  return override?.points ?? (task.status === 'inconclusive' ? undefined : task.score);
}
