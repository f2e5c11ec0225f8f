/** From a record to a result. Pure: nothing is started, read or written, so that a saved run can be judged again. */
import type { RunRecord } from '../capture/record.ts';
import type { Scenario, Task } from '../spec/task.ts';
import type { Submission } from '../submission/submission.ts';
import { ruleCall } from './checks/calls.ts';
import { ruleCloses } from './checks/closes.ts';
import { ruleEnds } from './checks/ends.ts';
import { ruleConnects, ruleListens, rulePort } from './checks/meeting.ts';
import { ruleMessages } from './checks/messages.ts';
import { ruleSurvives } from './checks/survives.ts';
import { gatherFacts, type Facts } from './facts.ts';
import { planChecks, type PlannedCheck } from './plan.ts';
import type { ScenarioResult } from './result.ts';
import { skip, unsure, type Ruling } from './ruling.ts';
import { resultOf } from './scenario-result.ts';
import { cannotCompare, cannotJudge } from './trust.ts';
import { inconclusiveScenario, unplayedScenario } from './unplayed.ts';

/**
 * The verdict on one scenario. `expected` is the record of the reference playing both parts of it; undefined where
 * it was not played.
 */
export function judgeScenario(
  task: Task,
  scenario: Scenario,
  record: RunRecord,
  expected: RunRecord | undefined,
  submission: Submission,
): ScenarioResult {
  const unplayed = unplayedScenario(task, scenario, submission);
  if (unplayed) return unplayed;
  const doubt = cannotJudge(record) ?? cannotCompare(scenario, expected);
  if (doubt !== undefined) return inconclusiveScenario(task, scenario, doubt, submission, record);
  const plan = planChecks(task, scenario);
  const facts = gatherFacts({ task, scenario, record, submission }, expected);
  const rulings = ruleAll(plan, facts);
  return resultOf({ task, scenario, submission, record, expected }, plan, (check) => {
    return rulings.get(check.id) ?? unsure('This was not judged.');
  });
}

/** In the order of their dependencies: the later ones know what the earlier ones have charged. */
function ruleAll(plan: PlannedCheck[], facts: Facts): Map<string, Ruling> {
  const rulings = new Map<string, Ruling>();
  const rule = (kind: PlannedCheck['kind'], make: () => Ruling): void => {
    if (plan.some((check) => check.kind === kind)) rulings.set(kind, make());
  };
  rule('listens', () => ruleListens(facts));
  rule('port', () => rulePort(facts));
  rule('connects', () => ruleConnects(facts));
  const cause = whyNeverMet(rulings, facts);
  if (cause === undefined) ruleConversation(plan, facts, rulings, rule);
  else hide(plan, rulings, cause);
  rule('survives', () => ruleSurvives(facts, rulings));
  for (const { id, call } of plan) if (call) rulings.set(id, ruleCall(call, facts, rulings));
  return rulings;
}

function ruleConversation(
  plan: PlannedCheck[],
  facts: Facts,
  rulings: Map<string, Ruling>,
  rule: (kind: PlannedCheck['kind'], make: () => Ruling) => void,
): void {
  const messages = ruleMessages(facts);
  for (const { id, kind } of plan) {
    if (kind === 'message')
      rulings.set(id, messages.get(id) ?? skip('Its client never got through: see connects.'));
  }
  rule('ends', () => ruleEnds(facts));
  rule('closes', () => ruleCloses(facts, rulings));
}

/** Why there is no conversation to judge; undefined where there is one. */
function whyNeverMet(rulings: Map<string, Ruling>, { talks }: Facts): string | undefined {
  const listens = rulings.get('listens');
  if (listens && listens.status !== 'passed')
    return 'Nothing listened, so there was nothing to see: see listens.';
  return talks.length === 0
    ? 'The two programs never met, so there was nothing to see: see connects.'
    : undefined;
}

/** The one fault is that they never met. What else was looked for could not be seen. */
function hide(plan: PlannedCheck[], rulings: Map<string, Ruling>, cause: string): void {
  const listens = rulings.get('listens');
  const nothingListens = listens !== undefined && listens.status !== 'passed';
  for (const { id, kind } of plan) {
    const meeting = kind === 'port' || kind === 'connects';
    if (kind === 'survives' || kind === 'call' || kind === 'listens' || (meeting && !nothingListens))
      continue;
    rulings.set(id, skip(cause));
  }
}
