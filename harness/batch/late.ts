/** What becomes of late work, by the assignment's policy. */
import type { Assignment } from '../spec/assignment.ts';

export interface Lateness {
  /** Days begun after the due time; absent where it is not known when it was handed in. */
  days?: number;
  /** Per cent of the points that are taken off. */
  percent: number;
  /** In words. */
  note: string;
}

/** What a download tells of the time. */
interface Arrival {
  submittedAt?: Date | undefined;
  markedLate: boolean;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Undefined for what was handed in in time, or may have been. The grace counts from the due time, and so do the days. */
export function latenessOf(
  { due, late }: Pick<Assignment, 'due' | 'late'> = { due: undefined, late: NO_POLICY },
  { submittedAt, markedLate }: Arrival,
): Lateness | undefined {
  if (due === undefined || submittedAt === undefined) {
    if (!markedLate) return undefined;
    const unknown = due === undefined ? 'and there is no due time' : 'by how much is not known';
    return { percent: 0, note: `marked late, ${unknown}: nothing taken off` };
  }
  const over = submittedAt.getTime() - due.getTime();
  if (over <= late.graceMinutes * MINUTE_MS) return undefined;
  const days = Math.max(1, Math.ceil(over / DAY_MS));
  const tooLate = late.maxDays !== undefined && days > late.maxDays;
  const percent = tooLate ? 100 : Math.min(100, days * late.percentPerDay);
  const begun = days === 1 ? 'late, on the first day' : `late, on day ${days}`;
  return { days, percent, note: `${begun}: ${percent} % taken off` };
}

const NO_POLICY = { graceMinutes: 0, percentPerDay: 0, maxDays: undefined };
