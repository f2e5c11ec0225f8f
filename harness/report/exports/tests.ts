/** A result as the list of tests that other programs know: one a check. */
import type { Check, Result, ScenarioResult } from '../../judge/result.ts';
import type { Visibility } from '../../spec/task.ts';
import { visible } from '../visible.ts';
import { placeOf } from '../words.ts';

export interface Test {
  /** `uppercase.server`: the same in every grading. */
  suite: string;
  /** `message-1: The server answers "HELLO"`; no two of a suite have the same. */
  name: string;
  /** The number of the task, of the scenario in it and of the check in that: `1.2.3`. */
  number: string;
  task: string;
  scenario: string;
  status: Check['status'];
  score: number;
  maxScore: number;
  /** No points hang on it. */
  advice: boolean;
  visibility: Visibility;
  /** What was seen, what to try, and where; empty for what passed without a word. Lines end in LF. */
  text: string;
  /** Relative to the submission's folder. */
  file: string | undefined;
  line: number | undefined;
  /** Milliseconds. The run's time stands with its first check, so that the sum is right. */
  durationMs: number;
}

/** More than that nobody reads in a table of tests, and the limits of platforms are not far. */
const LONGEST_TEXT = 2000;
export const LONGEST_NAME = 200;

export function testsOf(results: readonly Result[]): Test[] {
  const taken = new Set<string>();
  return results.flatMap((result, task) =>
    result.scenarios.flatMap((scenario, place) =>
      scenario.checks.map((check, index): Test => {
        const number = `${task + 1}.${place + 1}.${index + 1}`;
        const suite = cut(`${visible(result.task.id)}.${visible(scenario.id)}`, LONGEST_NAME);
        const name = unique(suite, cut(visible(`${check.id}: ${check.title}`), LONGEST_NAME), number, taken);
        return { suite, name, number, ...aboutCheck(result, scenario, check, index) };
      }),
    ),
  );
}

function aboutCheck(result: Result, scenario: ScenarioResult, check: Check, index: number) {
  return {
    task: cut(visible(result.task.id), LONGEST_NAME),
    scenario: cut(visible(scenario.title), LONGEST_NAME),
    status: check.status,
    score: check.score,
    maxScore: check.maxScore,
    advice: scenario.advice,
    visibility: scenario.visibility,
    text: check.status === 'passed' ? '' : textOf(check),
    file: check.where === undefined ? undefined : cut(visible(check.where.file), LONGEST_NAME),
    line: check.where?.line,
    durationMs: index === 0 ? scenario.durationMs : 0,
  };
}

function textOf({ message, hint, where }: Check): string {
  const place = where === undefined ? undefined : placeOf(where);
  const source = where?.source === undefined ? '' : `  ${visible(where.source.trim())}`;
  return [
    cut(visible(message), LONGEST_TEXT),
    ...(place === undefined ? [] : [cut(`${place}${source}`, LONGEST_NAME)]),
    ...(hint === undefined ? [] : [cut(`Try: ${visible(hint)}`, LONGEST_TEXT)]),
  ].join('\n');
}

/** For platforms on which a test has no visibility of its own: what students do not see yet is there as points only. */
export function asStudentsSee(tests: readonly Test[]): Test[] {
  return tests.map((test) => {
    if (test.visibility === 'visible') return test;
    const name = `${test.number}: a check that is not shown`;
    return { ...test, suite: 'kept-back', scenario: '', name, text: '', file: undefined, line: undefined };
  });
}

/** Readers of JUnit files take tests of one name for repetitions of one test. */
function unique(suite: string, name: string, number: string, taken: Set<string>): string {
  const key = (one: string) => JSON.stringify([suite, one]);
  const free = taken.has(key(name)) ? `${name} (${number})` : name;
  taken.add(key(free));
  return free;
}

/** At most `length` characters (UTF-16 code units), no surrogate pair torn. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
