/** What came out otherwise than the last time, as Markdown. */
import { differenceInPoints, type Change, type Changes } from '../changes.ts';
import { code, plain } from './markdown.ts';

const MOST_CHANGES = 10;

const WORDS: Record<Change['kind'], string> = {
  lost: '❌ lost',
  won: '✅ won',
  otherwise: '🔀 fails for another reason',
};

/** `since`: the commit that was graded the last time. */
export function renderChanges(changes: Changes, since: string | undefined): string {
  const shown = changes.checks.slice(0, MOST_CHANGES);
  const severalTasks = new Set(changes.checks.map(({ task }) => task)).size > 1;
  const more = changes.checks.length - shown.length;
  return [
    `**Since ${since === undefined ? 'the last time' : code(since.slice(0, 12))}: ${differenceInPoints(changes)}**\n`,
    ...shown.map((change) => `- ${line(change, severalTasks)}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ].join('\n');
}

function line({ kind, task, check, title, scenarios }: Change, withTask: boolean): string {
  const name = plain(withTask ? `${task}/${check}` : check, 60);
  return `${WORDS[kind]} **${name}** in ${plain(scenarios.join(', '), 100)}: ${plain(title, 150)}`;
}
