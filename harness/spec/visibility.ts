/** Which scenarios of a task students see, and when. */
import type { Scenario, Task, Visibility } from './task.ts';

/** True where students see it. `isDue`: the due date has passed. */
function isSeen(visibility: Visibility, isDue: boolean): boolean {
  return visibility === 'visible' || (visibility === 'after-due' && isDue);
}

export interface SeenTask {
  /** With the scenarios that students see, and no others; worth what these are. */
  task: Task;
  kept: Scenario[];
}

/** What a student may check against. */
export function seenByStudents(task: Task, isDue: boolean): SeenTask {
  const scenarios = task.scenarios.filter(({ visibility }) => isSeen(visibility, isDue));
  const kept = task.scenarios.filter((scenario) => !scenarios.includes(scenario));
  if (kept.length === 0) return { task, kept };
  const hundredths = scenarios.reduce((sum, { points, advice }) => sum + (advice ? 0 : points * 100), 0);
  return { task: { ...task, scenarios, maxScore: Math.round(hundredths) / 100 }, kept };
}
