/** `grade new`: the files of a new task, to start from. */
import { template } from '../draft/template.ts';
import { callOf, checkedId, writeDraft } from '../draft/write-draft.ts';
import { renderNewTask } from '../report/terminal/new-task.ts';
import { terminalFor } from '../report/terminal/paint.ts';
import { shownPath } from '../spec/user-error.ts';
import type { Command } from './command.ts';
import { colourOption, numberOf, oneOf, text, textOf, wholeNumber } from './options.ts';

export const dirOption = {
  dir: text('DIR', 'where the files are written, in specs/, reference/ and assignments/; else this folder'),
};

const TRANSPORTS = ['tcp', 'udp'] as const;

export const command: Command = {
  positionals: [
    { name: 'task', describe: 'the name of the new task: small letters, digits, single hyphens' },
  ],
  options: {
    title: text('TEXT', 'its name for people; else made of the name'),
    transport: oneOf(TRANSPORTS, 'how the two programs meet; else tcp'),
    port: wholeNumber(1, "the server's port; else 12000", 65_535),
    ...dirOption,
    ...colourOption,
  },
  async run(given) {
    const id = checkedId(textOf(given, 'task'), 'grade new');
    const folder = textOf(given, 'dir') ?? '.';
    const draft = template(id, {
      title: textOf(given, 'title'),
      transport: TRANSPORTS.find((transport) => transport === given.transport),
      port: numberOf(given, 'port'),
    });
    const files = await writeDraft(draft, folder);
    const terminal = terminalFor(process.stdout, { noColor: given['no-color'] === true });
    const task = callOf(id, folder);
    process.stdout.write(renderNewTask({ files: files.map(shownPath), task }, terminal));
    return 0;
  },
};
