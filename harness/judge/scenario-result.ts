/** Puts the result of a scenario together from its checks and its record. */
import type { RunRecord } from '../capture/record.ts';
import type { Scenario, Task } from '../spec/task.ts';
import type { Submission } from '../submission/submission.ts';
import { toCheck, type PlannedCheck } from './plan.ts';
import { hundredths, points } from './points.ts';
import type { Check, ScenarioResult, ShownConversation, Verdict } from './result.ts';
import type { Ruling } from './ruling.ts';
import { showConversation, showPrograms } from './show.ts';

export interface ScenarioSource {
  task: Task;
  scenario: Scenario;
  submission: Submission;
  /** Undefined where the scenario was not carried out. */
  record: RunRecord | undefined;
  expected: RunRecord | undefined;
}

export function resultOf(
  source: ScenarioSource,
  plan: PlannedCheck[],
  ruling: (check: PlannedCheck) => Ruling,
): ScenarioResult {
  const { task, scenario, submission, record } = source;
  const rulings = plan.map(ruling);
  const checks = plan.map((check, index) => toCheck(check, rulings[index] ?? ruling(check)));
  const counted = checks.filter((_, index) => rulings[index]?.exempt !== true);
  const expected = shownExpected(source);
  return {
    id: scenario.id,
    title: scenario.title,
    student: scenario.student,
    status: statusOf(counted),
    score: sum(checks, (check) => check.score),
    maxScore: sum(checks, (check) => check.maxScore),
    durationMs: record?.durationMs ?? 0,
    advice: scenario.advice,
    visibility: scenario.visibility,
    checks,
    conversation: record ? showConversation(record, task) : NOTHING,
    ...(expected && { expected }),
    programs: record ? showPrograms(record, submission) : [],
    unread: record?.unread ?? [],
    nudges: record?.nudges ?? [],
    trouble: record?.trouble ?? [],
  };
}

const NOTHING: ShownConversation = { listeners: [], connections: [], datagrams: [] };

function sum(checks: Check[], part: (check: Check) => number): number {
  return points(checks.reduce((all, check) => all + hundredths(part(check)), 0));
}

/** Passed with all points; where no points hang on it (advice), with all checks. */
function statusOf(checks: Check[]): Verdict {
  if (checks.some((check) => check.status === 'inconclusive')) return 'inconclusive';
  return checks.every((check) => check.status === 'passed') ? 'passed' : 'failed';
}

/** The reference's own conversation would give away what a message keeps to itself. */
function shownExpected({ task, scenario, expected }: ScenarioSource): ShownConversation | undefined {
  const open = scenario.messages.every((message) => message.details === 'full');
  return expected && open ? showConversation(expected, task) : undefined;
}
