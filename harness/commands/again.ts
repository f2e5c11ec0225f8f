/** The command lines that do a grading, or one run of it, once more. */
import { dirname, resolve } from 'node:path';
import type { Result } from '../judge/result.ts';
import type { Again } from '../report/html/student-page.tsx';
import { isPath } from '../spec/find.ts';
import { specsFolder } from '../spec/folders.ts';
import type { Task } from '../spec/task.ts';
import type { Arguments } from './command.ts';
import { textOf, textsOf } from './options.ts';
import { STANDARD_OUTPUT } from './output.ts';

/**
 * By a result that is saved in `file`: the whole of it, or a run. `submission`: where the student's programs are, if
 * whoever reads this has them elsewhere.
 */
export function againFrom(
  file: string,
  results: readonly Result[],
  { tasks, given, submission }: { tasks: readonly Task[]; given: Arguments; submission?: string },
): Again {
  const specs = new Set(tasks.map((task) => dirname(task.file)).filter((folder) => folder !== specsFolder));
  const rest = [
    ...(submission === undefined ? [] : ['--submission', submission]),
    ...[...specs].flatMap((folder) => ['--specs', folder]),
    ...(given.calls === true ? ['--calls'] : []),
  ];
  const replay = (...chosen: string[]) => commandLine('replay', file, ...chosen, ...rest);
  return {
    whole: replay(),
    run: ({ task }, scenario) =>
      replay(...(results.length > 1 ? ['--task', task.id] : []), '--scenario', scenario),
  };
}

/** By a student, in the folder with the programs. */
export function againAtHome(name: string, [result]: readonly Result[]): Again {
  const seed = result === undefined ? [] : ['--seed', String(result.graded.seed)];
  return { whole: commandLine('check', name, '.', ...seed) };
}

/** What the terminal says before the command of `firstLostAgain`. */
export const ONE_RUN_AGAIN = 'To play one run again';

interface Checked {
  given: Arguments;
  directory: string;
  tasks: readonly Task[];
  results: readonly Result[];
}

/** After a `grade check`: by its result, where that is saved. `shown`: its absolute path as it is to be read. */
export function againAfterCheck(
  { given, directory, tasks, results }: Checked,
  shown = (path: string) => path,
): Again {
  const json = textOf(given, 'json');
  const isSaved = json !== undefined && json !== STANDARD_OUTPUT;
  return isSaved
    ? againFrom(shown(resolve(json)), results, { tasks, given })
    : sameCheck(given, directory, results);
}

function sameCheck(given: Arguments, directory: string, results: readonly Result[]): Again {
  const { seed } = results[0]?.graded ?? {};
  const name = textOf(given, 'name') ?? '';
  const network = textOf(given, 'network');
  return {
    whole: commandLine(
      ...['check', isPath(name) ? resolve(name) : name, resolve(directory)],
      ...(seed === undefined ? [] : ['--seed', String(seed)]),
      ...textsOf(given, 'specs').flatMap((folder) => ['--specs', resolve(folder)]),
      ...(network === undefined ? [] : ['--network', network]),
      ...['all', 'calls'].flatMap((option) => (given[option] === true ? [`--${option}`] : [])),
    ),
  };
}

/** For the first run in which something was lost. */
export function firstLostAgain({ run }: Again, results: readonly Result[]): string | undefined {
  for (const result of results) {
    const lost = result.scenarios.find(({ status, programs }) => status !== 'passed' && programs.length > 0);
    if (lost !== undefined) return run?.(result, lost.id);
  }
  return undefined;
}

function commandLine(...words: string[]): string {
  return ['grade', ...words].map(quoted).join(' ');
}

/** As a shell reads it back. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
