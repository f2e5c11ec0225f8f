/** `grade diff`: what changed between two gradings of a class. */
import { compareClasses } from '../batch/compare.ts';
import { readSummary } from '../batch/read-summary.ts';
import { renderClassChanges } from '../report/terminal/class-changes.ts';
import { renderNotes } from '../report/terminal/notes.ts';
import { UserError } from '../spec/user-error.ts';
import type { Arguments, Command } from './command.ts';
import { colourOption, jsonOption, textOf } from './options.ts';
import { outputOf } from './output.ts';

export const command: Command = {
  positionals: [
    { name: 'old', describe: 'the folder of the results before' },
    { name: 'new', describe: 'the folder of the results after' },
  ],
  options: { ...jsonOption, ...colourOption },
  /** 0: nothing changed, 1: something did, as diff(1) has it. */
  async run(given) {
    const before = await readSummary(folderOf(given, 'old'));
    const after = await readSummary(folderOf(given, 'new'));
    const changes = await compareClasses(before, after);
    await outputOf(given).answer(
      changes,
      (terminal) => renderClassChanges(changes, terminal) + renderNotes(changes.notes, terminal),
    );
    const { changed, onlyBefore, onlyAfter } = changes;
    return changed.length + onlyBefore.length + onlyAfter.length === 0 ? 0 : 1;
  },
};

function folderOf(given: Arguments, which: 'old' | 'new'): string {
  const folder = textOf(given, which);
  if (folder !== undefined) return folder;
  throw new UserError('grade diff needs the results of two gradings.', { allowed: 'grade diff OLD NEW' });
}
