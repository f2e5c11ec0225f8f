/**
 * Autolab's two lines on standard output (https://docs.autolabproject.com/lab/ and …/features/formatted-feedback/): what
 * there is to say, and the scores, which must come last. A problem a task, by its id or by `item`. What could not be judged
 * comes without scores: Autolab then says that the autograder failed, and keeps those that the submission has.
 */
import type { Result } from '../../judge/result.ts';
import { sum, totalsOf } from '../totals.ts';
import { visible } from '../visible.ts';
import { TROUBLE, type PlatformExporter } from './exporter.ts';
import { asStudentsSee, testsOf, type Test } from './tests.ts';

export const autolab: PlatformExporter = {
  id: 'autolab',
  title: "Autolab's autoresult",
  file: 'autoresult.txt',
  write(results, { item }) {
    const { score, status } = totalsOf(results);
    const scores = item === undefined ? byTask(results) : { [withoutColons(item)]: score };
    const said = JSON.stringify(feedback(asStudentsSee(testsOf(results))));
    const last = status === 'inconclusive' ? TROUBLE : JSON.stringify({ scores, scoreboard: [score] });
    return `${said}\n${last}\n`;
  },
  writeTrouble: () => `${TROUBLE}\n`,
};

function byTask(results: readonly Result[]): Record<string, number> {
  const names = [...new Set(results.map(({ task }) => task.id))];
  return Object.fromEntries(
    names.map((id) => {
      const own = results.filter(({ task }) => task.id === id);
      return [withoutColons(visible(id)), sum(own.map(({ score }) => score))];
    }),
  );
}

/** Autolab reads the line of scores by a regular expression that takes any `word:` for a name of its own. */
function withoutColons(name: string): string {
  return name.replaceAll(':', '');
}

function feedback(tests: readonly Test[]) {
  const stages = [...new Set(tests.map(({ suite }) => suite))];
  const entries = stages.map((stage) => [
    stage,
    Object.fromEntries(tests.filter(({ suite }) => suite === stage).map(entry)) as object,
  ]);
  return { _presentation: 'semantic', stages, ...(Object.fromEntries(entries) as object) };
}

function entry({ name, status, text }: Test): [string, object] {
  return [name, { passed: status === 'passed', ...(text === '' ? {} : { hint: text }) }];
}
