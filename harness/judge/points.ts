/**
 * Points in whole hundredths, so that parts add up to their sum exactly: rounding happens once, by largest
 * remainder (Hamilton's method), and never again.
 */
import type { Scenario, Task } from '../spec/task.ts';

export function hundredths(points: number): number {
  return Math.round(points * 100);
}

export function points(inHundredths: number): number {
  return inHundredths / 100;
}

/** Shares `total` out by weight. The parts are whole and add up to `total`; equal weights that differ do so by one. */
export function shareOut(total: number, weights: number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (weights.length === 0) return [];
  const exact = weights.map((weight) => total * (sum > 0 ? weight / sum : 1 / weights.length));
  // A part that is whole but for the last bit of its floating-point number counts as whole.
  const parts = exact.map((part) => Math.floor(part + 1e-9));
  const rest = total - parts.reduce((all, part) => all + part, 0);
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part - (parts[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, rest)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

/**
 * What a scenario is worth, in hundredths. The scenarios of a task add up to its `maxScore` even where their points
 * are thirds; advice is worth nothing.
 */
export function scenarioHundredths(task: Task, scenario: Scenario): number {
  if (scenario.advice) return 0;
  const graded = task.scenarios.filter((one) => !one.advice);
  const place = graded.findIndex((one) => one.id === scenario.id);
  const sum = graded.reduce((all, one) => all + one.points, 0);
  const whole = place >= 0 && Math.abs(sum - task.maxScore) < 0.01;
  if (!whole) return hundredths(scenario.points);
  const parts = shareOut(
    hundredths(task.maxScore),
    graded.map((one) => one.points),
  );
  return parts[place] ?? 0;
}
