/** `grade show`: a saved result once more, with more or less detail. */
import { readResults } from '../batch/read-result.ts';
import { renderResults, type Detail } from '../report/terminal/result.ts';
import { terminalFor } from '../report/terminal/paint.ts';
import { UserError } from '../spec/user-error.ts';
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
    const results = await readResults(fileOf(given));
    const scenario = textOf(given, 'scenario');
    const chosen = scenario === undefined ? results : withScenario(results, scenario);
    const terminal = terminalFor(process.stdout, { noColor: given['no-color'] === true });
    process.stdout.write(renderResults(chosen, terminal, { detail, scenario }));
    return exitCodeOf(results);
  },
};

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
