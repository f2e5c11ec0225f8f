/** The result of a submission from the results of its scenarios. */
import type { Task } from '../spec/task.ts';
import type { Finding, Submission } from '../submission/submission.ts';
import { hintFor, rankOf } from './hints/catalogue.ts';
import { hundredths, points } from './points.ts';
import type { Check, HintResult, Result, ScenarioResult } from './result.ts';

export interface Grader {
  network: 'private' | 'host';
  seed: number;
  harnessVersion: string;
  /** The operating system and the runtime, as in `linux-x64 node-20.20.0`. */
  platform: string;
}

export function assembleResult(
  task: Task,
  submission: Submission,
  scenarios: ScenarioResult[],
  { network, seed, harnessVersion, platform }: Grader,
): Result {
  return {
    schemaVersion: 1,
    submission: { id: submission.id, path: submission.path },
    task: { id: task.id, title: task.title, ...(task.number !== undefined && { number: task.number }) },
    network,
    ...verdictOn(scenarios, submission.findings),
    findings: submission.findings,
    graded: { harness: harnessVersion, spec: task.hash, seed, platform },
  };
}

/** The result with some of its scenarios alone: worth what they are, with the hints that they give. */
export function withScenarios(result: Result, scenarios: ScenarioResult[]): Result {
  return { ...result, ...verdictOn(scenarios, result.findings) };
}

type Verdicts = Pick<Result, 'status' | 'score' | 'maxScore' | 'scenarios' | 'hints'>;

function verdictOn(scenarios: ScenarioResult[], findings: Finding[]): Verdicts {
  // What this machine cannot carry out is no reason to fail; where that is everything, there is no verdict.
  const graded = scenarios.filter(({ advice, status }) => !advice && status !== 'skipped');
  return {
    status: statusOf(graded),
    score: sum(graded, (scenario) => scenario.score),
    maxScore: sum(graded, (scenario) => scenario.maxScore),
    scenarios,
    hints: hintsOf(scenarios, findings),
  };
}

function sum(scenarios: ScenarioResult[], part: (scenario: ScenarioResult) => number): number {
  return points(scenarios.reduce((all, scenario) => all + hundredths(part(scenario)), 0));
}

function statusOf(graded: ScenarioResult[]): Result['status'] {
  if (graded.length === 0 || graded.some((scenario) => scenario.status === 'inconclusive'))
    return 'inconclusive';
  return graded.every((scenario) => scenario.status === 'passed') ? 'passed' : 'failed';
}

/** The most important first, and each once however many scenarios lost points by it. */
function hintsOf(scenarios: ScenarioResult[], findings: Finding[]): HintResult[] {
  const fromChecks = scenarios.flatMap((scenario) =>
    scenario.checks.flatMap((check) => hintOf(scenario, check) ?? []),
  );
  const all = [...fromChecks, ...findings.flatMap((finding) => hintOfFinding(finding) ?? [])];
  const key = ({ id, role, file, line }: HintResult): string => JSON.stringify([id, role, file, line]);
  const once = all.filter((hint, index) => all.findIndex((other) => key(other) === key(hint)) === index);
  return once.sort((a, b) => rankOf(a.id) - rankOf(b.id));
}

function hintOf(scenario: ScenarioResult, check: Check): HintResult | undefined {
  const { hint, hintId, cause, by, where, message } = check;
  if (hint === undefined || hintId === undefined) return undefined;
  return {
    id: hintId,
    ...(by && { role: by }),
    scenario: scenario.id,
    // These two say what to do about something that only the message names.
    message: cause === 'crash' || cause === 'finding' ? `${message} ${hint}` : hint,
    ...(where && { file: where.file }),
    ...(where?.line !== undefined && { line: where.line }),
  };
}

function hintOfFinding(finding: Finding): HintResult | undefined {
  const { role, file, line } = finding;
  const given = hintFor({ kind: 'finding', by: role, finding });
  return (
    given && {
      id: given.id,
      ...(role && { role }),
      message: `${finding.message} ${given.text}`,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
    }
  );
}
