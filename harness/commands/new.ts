/** `grade new`: the files of a new task, to start from. */
import { template } from '../draft/template.ts';
import { callOf, checkedId, writeDraft } from '../draft/write-draft.ts';
import { renderNewTask } from '../report/terminal/new-task.ts';
import { terminalFor } from '../report/terminal/paint.ts';
import { shownPath } from '../spec/user-error.ts';
import type { Command } from './command.ts';
import { colourOption, text, textOf } from './options.ts';

export const dirOption = {
  dir: text('DIR', 'where the files are written, in specs/, reference/ and assignments/; else this folder'),
};

export const command: Command = {
  positionals: [
    { name: 'task', describe: 'the name of the new task: small letters, digits, single hyphens' },
  ],
  options: { ...dirOption, ...colourOption },
  async run(given) {
    const id = checkedId(textOf(given, 'task'), 'grade new');
    const folder = textOf(given, 'dir') ?? '.';
    const files = await writeDraft(template(id), folder);
    const terminal = terminalFor(process.stdout, { noColor: given['no-color'] === true });
    const task = callOf(id, folder);
    process.stdout.write(renderNewTask({ files: files.map(shownPath), task }, terminal));
    return 0;
  },
};
