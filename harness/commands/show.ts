/** `grade show`: a saved result once more, with more or less detail. */
import { resolve } from 'node:path';
import { readResults } from '../batch/read-result.ts';
import { rowOf } from '../batch/read-summary.ts';
import type { Result } from '../judge/result.ts';
import { renderCommand, renderNotes } from '../report/terminal/notes.ts';
import { renderResults, type Detail } from '../report/terminal/result.ts';
import { terminalFor } from '../report/terminal/paint.ts';
import { standingInWords } from '../report/standing.ts';
import { specFiles } from '../spec/find.ts';
import { shownPath, UserError } from '../spec/user-error.ts';
import { againFrom, firstLostAgain, ONE_RUN_AGAIN } from './again.ts';
import { exitCodeOf } from './exit-code.ts';
import type { Arguments, Command } from './command.ts';
import { colourOption, text, textOf } from './options.ts';
import { withScenario } from './scenario-choice.ts';

export const command: Command = {
  positionals: [
    { name: 'result', describe: 'a file that `grade check --json FILE` or `grade batch` has written' },
  ],
  options: {
    scenario: text('ID', 'only this scenario'),
    brief: { type: 'boolean', describe: 'a line a scenario, and nothing more' },
    full: {
      type: 'boolean',
      describe: 'what went right too, what the programs printed, and each byte that was sent',
    },
    ...colourOption,
  },
  async run(given) {
    const detail = detailOf(given);
    const file = fileOf(given);
    const results = await readResults(file);
    const scenario = textOf(given, 'scenario');
    const chosen = scenario === undefined ? results : withScenario(results, scenario);
    const terminal = terminalFor(process.stdout, { noColor: given['no-color'] === true });
    const again = detail === 'brief' ? undefined : await replayOf(file, results, chosen);
    const row = await rowOf(file);
    process.stdout.write(
      renderResults(chosen, terminal, { detail, scenario }) +
        renderCommand(ONE_RUN_AGAIN, again, terminal) +
        renderNotes(row === undefined ? [] : standingInWords(row), terminal),
    );
    return exitCodeOf(results);
  },
};

/** Only where the specs are Sockmark's own: the result does not say where others lie. */
async function replayOf(file: string, results: Result[], chosen: Result[]): Promise<string | undefined> {
  const specs = await specFiles({});
  if (!chosen.every(({ task }) => specs.has(task.id))) return undefined;
  return firstLostAgain(againFrom(shownPath(resolve(file)), results, { tasks: [], given: {} }), chosen);
}

function fileOf(given: Arguments): string {
  const file = textOf(given, 'result');
  if (file !== undefined) return file;
  throw new UserError('grade show needs a result.', {
    allowed: 'grade show RESULT',
    remedy: 'save one with: grade check TASK DIR --json result.json',
  });
}

function detailOf({ brief, full }: Arguments): Detail {
  if (brief === true && full === true) {
    throw new UserError('grade show has either more detail or less.', {
      found: '--brief and --full',
      remedy: 'keep one of them',
    });
  }
  return brief === true ? 'brief' : full === true ? 'full' : 'usual';
}
