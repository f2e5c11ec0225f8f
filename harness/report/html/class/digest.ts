/** What the page of a class needs of each result, gathered one submission after another, so that no result has to be kept. */
import type { Check, Result } from '../../../judge/result.ts';
import type { Standing } from '../../standing.ts';

/** A submission as `summary.json` has it. */
export interface ClassRow extends Standing {
  id: string;
  status: Result['status'];
  tasks: { id: string; status: Result['status']; score: number; maxScore: number; lost: string[] }[];
  reason?: string;
  people?: { name?: string; login?: string; number?: string; email?: string }[];
  group?: string;
}

/** A check of a task, over the class. */
export interface CheckTally {
  task: string;
  id: string;
  title: string;
  /** Submissions with the check. */
  of: number;
  lost: number;
  /** Points that all of them lost by it. */
  points: number;
}

export interface HintTally {
  id: string;
  message: string;
  /** The words differ between the students: `message` is the first one's. */
  varies: boolean;
  /** Ids of the submissions that were given it. */
  students: string[];
}

export class ClassDigest {
  readonly tasks = new Map<string, { id: string; title: string }>();
  readonly #checks = new Map<string, CheckTally>();
  readonly #hints = new Map<string, HintTally>();

  add(submission: string, results: readonly Result[]): void {
    for (const result of results) {
      this.tasks.set(result.task.id, result.task);
      for (const checks of byId(result).values()) this.#count(result.task.id, checks);
      for (const { id, message } of result.hints) this.#note(id, message, submission);
    }
  }

  /** Those that somebody lost, the commonest first. */
  lost(): CheckTally[] {
    return [...this.#checks.values()]
      .filter(({ lost }) => lost > 0)
      .sort((a, b) => b.lost - a.lost || b.points - a.points);
  }

  /** The commonest first. */
  hints(): HintTally[] {
    return [...this.#hints.values()].sort((a, b) => b.students.length - a.students.length);
  }

  #count(task: string, checks: Check[]): void {
    const [first] = checks;
    if (first === undefined) return;
    const key = JSON.stringify([task, first.id]);
    const tally = this.#checks.get(key) ?? {
      task,
      id: first.id,
      title: first.title,
      of: 0,
      lost: 0,
      points: 0,
    };
    const missing = checks.reduce((sum, { score, maxScore }) => sum + maxScore - score, 0);
    tally.of += 1;
    if (checks.some(({ status }) => status === 'failed')) tally.lost += 1;
    tally.points += missing;
    this.#checks.set(key, tally);
  }

  /** A hint is one by its id; its message may name what only one student has, so the first one's stands for all. */
  #note(id: string, message: string, submission: string): void {
    const tally = this.#hints.get(id) ?? { id, message, varies: false, students: [] };
    tally.varies ||= tally.message !== message;
    if (!tally.students.includes(submission)) tally.students.push(submission);
    this.#hints.set(id, tally);
  }
}

/** The checks on which points hang, of all scenarios. */
function byId({ scenarios }: Result): Map<string, Check[]> {
  const checks = new Map<string, Check[]>();
  for (const check of scenarios.flatMap((scenario) => (scenario.advice ? [] : scenario.checks))) {
    checks.set(check.id, [...(checks.get(check.id) ?? []), check]);
  }
  return checks;
}
