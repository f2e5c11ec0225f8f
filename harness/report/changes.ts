/** What a grading changed against the one before it. */
import type { Check, Result } from '../judge/result.ts';
import { points, scoreOf } from './words.ts';

/** One check, in all the scenarios in which the same happened to it. */
export interface Change {
  /** `won`: it passes now. `lost`: it passed before. `otherwise`: it fails as before, but for another reason. */
  kind: 'won' | 'lost' | 'otherwise';
  task: string;
  check: string;
  title: string;
  /** Ids. */
  scenarios: string[];
}

export interface Changes {
  before: Points;
  after: Points;
  /** Those that were lost first: they are what a save has broken. */
  checks: Change[];
}

interface Points {
  score: number;
  maxScore: number;
}

export function changesBetween(before: readonly Result[], after: readonly Result[]): Changes {
  const earlier = new Map([...checksOf(before)].map(({ key, check }) => [key, check]));
  const changes = new Map<string, Change>();
  for (const { key, task, scenario, check } of checksOf(after)) {
    const kind = changeOf(earlier.get(key), check);
    if (kind === undefined) continue;
    const group = JSON.stringify([kind, task, check.id, check.title]);
    const known = changes.get(group) ?? { kind, task, check: check.id, title: check.title, scenarios: [] };
    known.scenarios.push(scenario);
    changes.set(group, known);
  }
  return {
    before: pointsOf(before),
    after: pointsOf(after),
    checks: [...changes.values()].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)),
  };
}

const KINDS: readonly Change['kind'][] = ['lost', 'won', 'otherwise'];

function* checksOf(results: readonly Result[]) {
  for (const { task, scenarios } of results) {
    for (const scenario of scenarios) {
      for (const check of scenario.checks) {
        const key = JSON.stringify([task.id, scenario.id, check.id]);
        yield { key, task: task.id, scenario: scenario.id, check };
      }
    }
  }
}

function changeOf(before: Check | undefined, after: Check): Change['kind'] | undefined {
  if (after.status === 'passed')
    return before === undefined || before.status === 'passed' ? undefined : 'won';
  if (after.status === 'inconclusive') return undefined;
  if (before?.status === 'passed') return 'lost';
  const bothFailed = before?.status === 'failed' && after.status === 'failed';
  // By the cause and not by the message: that has times and ports in it, which differ from run to run.
  return bothFailed && before.cause !== after.cause ? 'otherwise' : undefined;
}

function pointsOf(results: readonly Result[]): Points {
  const total = (part: keyof Points) => results.reduce((sum, result) => sum + result[part], 0);
  return { score: total('score'), maxScore: total('maxScore') };
}

/** `+2 points, from 6 to 8 / 10`. */
export function differenceInPoints({ before, after, checks }: Changes): string {
  const gained = points(after.score - before.score);
  if (gained !== '0' && gained !== '-0') {
    const sign = after.score > before.score ? `+${gained}` : gained.replace('-', '−');
    return `${sign} points, from ${points(before.score)} to ${scoreOf(after.score, after.maxScore)}`;
  }
  const same = `${scoreOf(after.score, after.maxScore)} points as before`;
  return checks.length === 0 ? `nothing changed, ${same}` : same;
}
