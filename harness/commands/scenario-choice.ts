/** One task or scenario of a saved result, chosen by its id. */
import type { Result } from '../judge/result.ts';
import { didYouMean, listWords } from '../spec/nearest.ts';
import { UserError, shownValue } from '../spec/user-error.ts';

/** The results that have the scenario. @throws {UserError} where none has. */
export function withScenario(results: Result[], id: string): Result[] {
  const having = results.filter(({ scenarios }) => scenarios.some((scenario) => scenario.id === id));
  if (having.length > 0) return having;
  const known = [...new Set(results.flatMap(({ scenarios }) => scenarios.map((scenario) => scenario.id)))];
  throw new UserError('The result has no such scenario.', {
    found: shownValue(id),
    allowed: listWords(known),
    remedy: didYouMean(id, known),
  });
}

/** The results of the task, or all where none is named. @throws {UserError} where there is no such task. */
export function withTask(results: Result[], id: string | undefined): Result[] {
  const having = results.filter(({ task }) => id === undefined || task.id === id);
  if (having.length > 0) return having;
  const known = results.map(({ task }) => task.id);
  throw new UserError('The result has no such task.', {
    found: shownValue(id),
    allowed: listWords(known),
    remedy: didYouMean(id ?? '', known),
  });
}
