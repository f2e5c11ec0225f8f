/** What a person should know beside the answer: of this machine, and of what was not graded. */
import { visible } from '../visible.ts';
import type { Terminal } from './paint.ts';
import { wrap } from './width.ts';

const INDENT = '  ';

/** A bullet each, with a blank line before them; empty where there are none. */
export function renderNotes(notes: string[], { columns, paint }: Terminal): string {
  if (notes.length === 0) return '';
  const lines = notes.flatMap((note) =>
    wrap(visible(note), columns - INDENT.length).map((line, index) =>
      index === 0 ? `* ${line}` : INDENT + line,
    ),
  );
  return `\n${lines.map((line) => paint('dim', line)).join('\n')}\n`;
}

/** What to type for `what`, whole, however long: a command that is cut or broken cannot be copied. Empty where there is none. */
export function renderCommand(what: string, command: string | undefined, { paint }: Terminal): string {
  return command === undefined ? '' : `\n${paint('dim', `${what}:`)}\n  ${visible(command)}\n`;
}
