/** Results of scenarios that were not carried out, or that could not be judged. */
import type { RunRecord } from '../capture/record.ts';
import type { Scenario, Task } from '../spec/task.ts';
import type { Submission } from '../submission/submission.ts';
import { obstacleTo, type Obstacle } from './obstacle.ts';
import { planChecks } from './plan.ts';
import type { ScenarioResult } from './result.ts';
import { exempt, fail, skip, unsure } from './ruling.ts';
import { resultOf } from './scenario-result.ts';

/**
 * The result of a scenario that cannot be carried out because a program that it needs is not there: the student's
 * loss, or inconclusive where it is the harness that lacks something. Undefined where nothing stands in its way.
 */
export function unplayedScenario(
  task: Task,
  scenario: Scenario,
  submission: Submission,
): ScenarioResult | undefined {
  const obstacle = obstacleTo(scenario, submission);
  if (!obstacle) return undefined;
  if (!obstacle.students) return inconclusiveScenario(task, scenario, obstacle.finding.message, submission);
  return lostScenario(task, scenario, obstacle, submission);
}

/** The first check fails with what was found; the others could not be seen. */
function lostScenario(
  task: Task,
  scenario: Scenario,
  { finding }: Obstacle,
  submission: Submission,
): ScenarioResult {
  const plan = planChecks(task, scenario);
  const result = resultOf(
    { task, scenario, submission, record: undefined, expected: undefined },
    plan,
    (check) =>
      check === plan[0]
        ? fail({ kind: 'finding', by: finding.role, finding }, finding.message)
        : skip(`It was not reached: see ${plan[0]?.id ?? 'the first check'}.`),
  );
  return { ...result, reason: finding.message };
}

/** The result of a scenario that cannot be carried out on this machine: nothing is lost by it, and nothing earned. */
export function skippedScenario(
  task: Task,
  scenario: Scenario,
  reason: string,
  submission: Submission,
): ScenarioResult {
  const source = { task, scenario, submission, record: undefined, expected: undefined };
  const result = resultOf(source, planChecks(task, scenario), () => exempt(reason));
  return { ...result, status: 'skipped', reason };
}

/** The harness could not carry out or judge the scenario. `record`: what there is of it. */
export function inconclusiveScenario(
  task: Task,
  scenario: Scenario,
  reason: string,
  submission: Submission,
  record?: RunRecord,
): ScenarioResult {
  const source = { task, scenario, submission, record, expected: undefined };
  const result = resultOf(source, planChecks(task, scenario), () => unsure(reason));
  return { ...result, status: 'inconclusive', reason };
}
