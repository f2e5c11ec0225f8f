/** What changed between two gradings of a class: by student and by check. */
import { join } from 'node:path';
import type { Result, Verdict } from '../judge/result.ts';
import { readResults } from './read-result.ts';
import type { ReadSummary } from './read-summary.ts';
import type { Status, SubmissionSummary } from './summary.ts';

interface Standing {
  status: Status;
  score: number;
  /** Absent where there is none yet. */
  finalScore?: number;
}

interface CheckStanding {
  status: Verdict;
  score: number;
}

interface CheckChange {
  task: string;
  scenario: string;
  check: string;
  /** Absent where there was no such check. */
  before?: CheckStanding;
  after?: CheckStanding;
}

interface SubmissionChange {
  id: string;
  before: Standing;
  after: Standing;
  checks: CheckChange[];
}

export interface ClassChanges {
  schemaVersion: 1;
  unchanged: number;
  changed: SubmissionChange[];
  onlyBefore: string[];
  onlyAfter: string[];
  /** Why results may differ although no submission did; a sentence each. */
  notes: string[];
}

/** @throws {UserError} where results cannot be read. */
export async function compareClasses(before: ReadSummary, after: ReadSummary): Promise<ClassChanges> {
  const old = new Map(before.summary.submissions.map((one) => [one.id, one]));
  const now = new Map(after.summary.submissions.map((one) => [one.id, one]));
  const changed: SubmissionChange[] = [];
  const notes = new Set<string>();
  let unchanged = 0;
  for (const [id, one] of now) {
    const other = old.get(id);
    if (other === undefined) continue;
    const results = await Promise.all([
      readResults(join(before.folder, other.file)),
      readResults(join(after.folder, one.file)),
    ]);
    const change = { id, before: standing(other), after: standing(one), checks: checkChanges(...results) };
    if (isSame(change)) unchanged += 1;
    else changed.push(change);
    for (const note of notesOn(...results)) notes.add(note);
  }
  return {
    schemaVersion: 1,
    unchanged,
    changed,
    onlyBefore: [...old.keys()].filter((id) => !now.has(id)),
    onlyAfter: [...now.keys()].filter((id) => !old.has(id)),
    notes: [...notes],
  };
}

function standing({ status, score, finalScore }: SubmissionSummary): Standing {
  return { status, score, ...(finalScore === undefined ? {} : { finalScore }) };
}

function isSame({ before, after, checks }: SubmissionChange): boolean {
  const isAlike =
    before.status === after.status && before.score === after.score && before.finalScore === after.finalScore;
  return isAlike && checks.length === 0;
}

type Checks = Map<string, Pick<CheckChange, 'task' | 'scenario' | 'check'> & { standing: CheckStanding }>;

function checksOf(results: readonly Result[]): Checks {
  const checks: Checks = new Map();
  for (const { task, scenarios } of results) {
    for (const scenario of scenarios) {
      for (const { id, status, score } of scenario.checks) {
        const place = { task: task.id, scenario: scenario.id, check: id };
        checks.set(JSON.stringify(place), { ...place, standing: { status, score } });
      }
    }
  }
  return checks;
}

function checkChanges(before: readonly Result[], after: readonly Result[]): CheckChange[] {
  const [old, now] = [checksOf(before), checksOf(after)];
  const changes: CheckChange[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [one, other] = [old.get(key), now.get(key)];
    const place = one ?? other;
    const isAlike =
      one?.standing.status === other?.standing.status && one?.standing.score === other?.standing.score;
    if (place === undefined || isAlike) continue;
    const { task, scenario, check } = place;
    changes.push({
      ...{ task, scenario, check },
      ...(one === undefined ? {} : { before: one.standing }),
      ...(other === undefined ? {} : { after: other.standing }),
    });
  }
  return changes;
}

function notesOn(before: readonly Result[], after: readonly Result[]): string[] {
  return after.flatMap(({ task, graded, network }) => {
    const old = before.find((one) => one.task.id === task.id);
    if (old === undefined) return [];
    const differences = [
      graded.spec === old.graded.spec ? [] : [`the spec of ${task.id} has changed`],
      graded.seed === old.graded.seed ? [] : [`the seed was ${old.graded.seed} and is ${graded.seed}`],
      graded.harness === old.graded.harness
        ? []
        : [`Sockmark was ${old.graded.harness} and is ${graded.harness}`],
      network === old.network ? [] : [`the network was ${old.network} and is ${network}`],
    ];
    return differences.flat();
  });
}
