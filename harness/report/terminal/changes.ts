/** What a save has changed, below the verdict on it. */
import { differenceInPoints, type Change, type Changes } from '../changes.ts';
import { visible } from '../visible.ts';
import { type Terminal, verdictFormat } from './paint.ts';
import { columnsOf, fit, padEnd } from './width.ts';

const MOST_CHANGES = 10;

const WORDS = {
  lost: { word: 'lost', format: verdictFormat('failed') },
  won: { word: 'won', format: verdictFormat('passed') },
  otherwise: { word: 'fails for another reason', format: verdictFormat('skipped') },
} as const;

/** A heading with the difference in points, and a line a check that changed. */
export function renderChanges(changes: Changes, terminal: Terminal, since = 'Since the save before'): string {
  const { paint, columns } = terminal;
  const severalTasks = new Set(changes.checks.map(({ task }) => task)).size > 1;
  const shown = changes.checks.slice(0, MOST_CHANGES);
  const words = shown.reduce((widest, { kind }) => Math.max(widest, WORDS[kind].word.length), 0);
  const lines = shown.map((change) => {
    const { word, format } = WORDS[change.kind];
    const head = `  ${paint(format, padEnd(word, words))}  `;
    return head + fit(nameOf(change, severalTasks), columns - columnsOf(head));
  });
  const more = changes.checks.length - shown.length;
  if (more > 0) lines.push(paint('dim', `  and ${more} more`));
  return [paint('bold', `${since}: ${differenceInPoints(changes)}`), ...lines, ''].join('\n');
}

/** `message-2 in server, both: The server answers …` */
function nameOf({ task, check, title, scenarios }: Change, withTask: boolean): string {
  const name = withTask ? `${task}/${check}` : check;
  return `${visible(name)} in ${scenarios.map(visible).join(', ')}: ${visible(title)}`;
}
