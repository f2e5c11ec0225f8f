/** How everybody's programs got on: a row for each who did not get on with all. */
import { gotOn, type Meetings, ratio, type Standing, standingsIn } from '../meetings.ts';
import { visible } from '../visible.ts';
import type { Terminal } from './paint.ts';
import { columnsOf, fit, padEnd, padStart, wrap } from './width.ts';

const MOST_NAME_COLUMNS = 40;
const MOST_ROWS = 20;
const HEADS = ['own', 'its client', 'its server'] as const;

export function renderCrossPlay(meetings: Meetings, terminal: Terminal): string {
  const standings = standingsIn(meetings.pairs);
  const troubled = standings.filter((one) => !isAtPeace(one));
  const met = meetings.complete ? 'everybody with everybody' : 'everybody with a sample';
  const head = `Cross-play of ${visible(meetings.task)}: ${meetings.pairs.length} runs, ${met}`;
  const peace = `${standings.length - troubled.length} of ${standings.length} get on with all they met.`;
  const remarks = meetings.remarks.flatMap((remark) =>
    wrap(visible(remark), terminal.columns - 2).map((line, index) => `${index === 0 ? '* ' : '  '}${line}`),
  );
  return ['', terminal.paint('bold', head), peace, ...remarks, ...table(troubled, terminal), ''].join('\n');
}

function isAtPeace({ own, asClient, asServer }: Standing): boolean {
  return [...(own === undefined ? [] : [own]), ...asClient, ...asServer].every(gotOn);
}

/** Those who get on with the fewest, first. */
function table(troubled: Standing[], { paint }: Terminal): string[] {
  if (troubled.length === 0) return [];
  const standings = troubled.toSorted((a, b) => friends(a) - friends(b)).slice(0, MOST_ROWS);
  const more = troubled.length - standings.length;
  const names = standings.map(({ id }) => fit(visible(id), MOST_NAME_COLUMNS));
  const columns = Math.max(...['submission', ...names].map(columnsOf));
  const line = (name: string, cells: readonly string[]) =>
    [padEnd(name, columns), ...cells.map((cell, index) => padStart(cell, HEADS[index]?.length ?? 0))].join(
      '  ',
    );
  return [
    paint('dim', line('submission', HEADS)),
    ...standings.map(({ own, asClient, asServer }, index) =>
      line(names[index] ?? '', [ownInWords(own), ratio(asClient), ratio(asServer)]),
    ),
    ...(more > 0 ? [paint('dim', `… and ${more} more, on the page of the class`)] : []),
  ];
}

function friends({ asClient, asServer }: Standing): number {
  return [...asClient, ...asServer].filter(gotOn).length;
}

function ownInWords(own: Standing['own']): string {
  if (own === undefined) return '–';
  return own.outcome === 'inconclusive' ? '?' : gotOn(own) ? 'yes' : 'no';
}
