/** What keeps a scenario from being carried out: a program that is not there, and whose fault that is. */
import type { Role, Scenario } from '../spec/task.ts';
import type { Finding, Submission } from '../submission/submission.ts';
import { studentsOf } from './plan.ts';

export interface Obstacle {
  role: Role;
  /** False: the harness lacks something (a compiler, time to build). */
  students: boolean;
  finding: Finding;
}

/** A program was found and cannot be started: that weighs more than how it was chosen. */
const BROKEN: Finding['code'][] = ['does-not-parse', 'does-not-compile', 'python-2'];
const HARNESS: Finding['code'][] = ['tool-missing', 'build-gave-up'];

/**
 * The first obstacle to a scenario; undefined where all the programs that it needs are there. Scenarios that do not
 * need the missing program go on.
 */
export function obstacleTo(scenario: Scenario, submission: Submission): Obstacle | undefined {
  const missing = studentsOf(scenario).filter((role) => !submission.programs[role]);
  const obstacles = missing.map((role) => obstacleOf(role, submission));
  return obstacles.find((one) => one.students) ?? obstacles[0];
}

function obstacleOf(role: Role, { findings }: Submission): Obstacle {
  const about = findings.filter((one) => one.role === role || one.role === undefined);
  const finding =
    about.find((one) => HARNESS.includes(one.code) && one.role === role) ??
    about.find((one) => BROKEN.includes(one.code) && one.role === role) ??
    about.find((one) => one.role === role) ??
    about[0] ??
    noProgram(role);
  return { role, students: !HARNESS.includes(finding.code), finding };
}

function noProgram(role: Role): Finding {
  return {
    code: role === 'server' ? 'no-server' : 'no-client',
    role,
    message: `No program was found that can be the ${role}.`,
  };
}
