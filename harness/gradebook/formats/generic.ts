/** For spreadsheets and for whatever else reads CSV: everybody, and how the points came about. */
import type { Person } from '../../intake/handed-in.ts';
import type { SubmissionSummary } from '../../batch/summary.ts';
import { newCsv } from '../csv.ts';
import type { Format, Order } from '../format.ts';
import { feedbackOf, partsOf, scaled, type Grade, type Scale } from '../grades.ts';

/**
 * The tasks' columns add up to `measured`; `points` is what a person set, or else what was measured, less
 * `late_deduction`.
 */
export const generic: Format = {
  id: 'csv',
  title: 'CSV',
  write(order) {
    const tasks = [...new Set(order.summary.submissions.flatMap((one) => one.tasks.map(({ id }) => id)))];
    const rows = [
      header(tasks),
      ...order.grades.map((grade) => gradeRow(grade, tasks, order.scale)),
      ...order.withheld.flatMap((one) => withheldRows(one, tasks)),
      ...missingRows(order, tasks),
    ];
    return { content: newCsv(rows), ending: '.csv', count: order.grades.length, remarks: [] };
  },
};

function header(tasks: readonly string[]): string[] {
  const who = ['submission', 'name', 'login', 'number', 'email', 'group'];
  const points = ['measured', 'set_by_person', 'late_deduction', 'points', 'max_points'];
  return [...who, ...tasks, ...points, 'status', 'submitted_at', 'comment'];
}

function who(submission: Pick<SubmissionSummary, 'id' | 'group'>, person: Person = {}): string[] {
  const { name = '', login = '', number = '', email = '' } = person;
  return [submission.id, name, login, number, email, submission.group ?? ''];
}

function gradeRow(
  { submission, person, points, maxPoints }: Grade,
  tasks: readonly string[],
  scale: Scale,
): (string | number)[] {
  const { score, status, submittedAt = '' } = submission;
  const measured = scaled(score, submission, scale);
  const weights = tasks.map((id) => submission.tasks.find((task) => task.id === id)?.score ?? 0);
  const parts = score === 0 ? weights.map(() => 0) : partsOf(measured, weights, scale);
  const set = pointsSet(submission, scale);
  const late = Math.max(0, (set ?? measured) - points);
  const known = tasks.map((id, index) =>
    submission.tasks.some((task) => task.id === id) ? (parts[index] ?? 0) : '',
  );
  const sums = [measured, set ?? '', Number(late.toFixed(scale.decimals)), points, maxPoints];
  return [...who(submission, person), ...known, ...sums, status, submittedAt, feedbackOf(submission)];
}

/** What a person set takes the place of what was measured; of one task, in the sum. */
function pointsSet(submission: SubmissionSummary, scale: Scale): number | undefined {
  const { overrides = [], tasks } = submission;
  const set = overrides.filter(({ points }) => points !== undefined);
  if (set.length === 0) return undefined;
  const whole = set.find(({ task }) => task === undefined)?.points;
  const sum = tasks.reduce(
    (total, task) => total + (set.find((one) => one.task === task.id)?.points ?? task.score),
    0,
  );
  return scaled(whole ?? sum, submission, scale);
}

function withheldRows(submission: SubmissionSummary, tasks: readonly string[]): string[][] {
  const { people = [undefined], reason = '' } = submission;
  const blanks = [...tasks, 1, 2, 3, 4, 5].map(() => '');
  return people.map((person) => [...who(submission, person), ...blanks, 'inconclusive', '', reason]);
}

function missingRows({ summary: { missing = [] } }: Order, tasks: readonly string[]): string[][] {
  const blanks = [...tasks, 1, 2, 3, 4, 5].map(() => '');
  return missing.map((person) => [...who({ id: '' }, person), ...blanks, 'nothing handed in', '', '']);
}
