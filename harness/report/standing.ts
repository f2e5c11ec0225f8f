/** What a person or the clock had to say about a submission, kept apart from what was measured. */
import { points, scoreOf } from './words.ts';

/** As the row of a submission in `summary.json` has it. */
export interface Standing {
  score: number;
  maxScore: number;
  /** What counts; absent as long as nobody can say. */
  finalScore?: number;
  late?: { note: string };
  overrides?: { task?: string; points?: number; comment?: string; by?: string }[];
  remarks?: string[];
}

/** A sentence each: what a person decided is told apart from what was measured. */
export function remarksOn({
  late,
  overrides = [],
  remarks = [],
}: Pick<Standing, 'late' | 'overrides' | 'remarks'>): string[] {
  const decided = overrides.map(({ task, points: set, comment, by = 'a person' }) => {
    const what = set === undefined ? 'Remark' : `Set to ${points(set)} points`;
    const where = task === undefined ? '' : ` for ${task}`;
    return `${what}${where} by ${by}${comment === undefined ? '' : `: ${comment}`}`;
  });
  return [...(late === undefined ? [] : [late.note]), ...decided, ...remarks];
}

/** The same, and what counts where that is not what was measured. */
export function standingInWords(standing: Standing): string[] {
  const { score, maxScore, finalScore = score } = standing;
  const counts = `What counts: ${scoreOf(finalScore, maxScore)} points; measured: ${points(score)}`;
  return [...remarksOn(standing), ...(finalScore === score ? [] : [counts])];
}
