/** The table at the end of a batch: a row a submission, then the class in one line. */
import type { Standing } from '../standing.ts';
import { visible } from '../visible.ts';
import { points, scoreOf } from '../words.ts';
import { type Terminal, verdictWord } from './paint.ts';
import { columnsOf, fit, padEnd, padStart } from './width.ts';

/** What a row tells of a submission. */
export interface TableRow extends Standing {
  id: string;
  status: 'passed' | 'failed' | 'inconclusive';
  tasks: { id: string; status: string; lost: string[] }[];
  reason?: string;
}

const MOST_NAME_COLUMNS = 40;
const GAP = '  ';

export function renderTable(rows: TableRow[], terminal: Terminal): string {
  const names = rows.map(({ id }) => fit(visible(id), MOST_NAME_COLUMNS));
  const scores = rows.map(({ score, finalScore = score, maxScore }) => scoreOf(finalScore, maxScore));
  const nameColumns = widest([...names, 'submission']);
  const scoreColumns = widest([...scores, 'points']);
  const words = rows.map(({ status }) => verdictWord(status, terminal.paint));
  const statusColumns = widest(words);
  const line = (status: string, name: string, score: string, lost: string) => {
    const left = [padEnd(status, statusColumns), padEnd(name, nameColumns), padStart(score, scoreColumns)];
    const room = terminal.columns - statusColumns - nameColumns - scoreColumns - 3 * GAP.length;
    return [...left, fit(lost, Math.max(10, room))].join(GAP).trimEnd();
  };
  const head = terminal.paint('dim', line('', 'submission', 'points', 'lost'));
  const body = rows.map((row, index) =>
    line(words[index] ?? '', names[index] ?? '', scores[index] ?? '', lostOf(row)),
  );
  return [head, ...body, '', total(rows), ''].join('\n');
}

/** What a person decided stands first, and what was measured beside it: the two are never one number. */
function lostOf(row: TableRow): string {
  return [...decided(row), measuredLoss(row), visible(row.late?.note ?? '')]
    .filter((part) => part !== '')
    .join('; ');
}

function decided({ score, finalScore = score, overrides = [] }: TableRow): string[] {
  const byPerson = overrides.map(({ task, points: set, comment, by }) => {
    const what = set === undefined ? 'remark' : `${task === undefined ? '' : `${visible(task)} `}set`;
    return `${what} by ${visible(by ?? 'a person')}${comment === undefined ? '' : `: ${visible(comment)}`}`;
  });
  const measured = finalScore === score ? [] : [`measured ${points(score)}`];
  return [...byPerson, ...measured];
}

function measuredLoss(row: TableRow): string {
  if (row.reason !== undefined) return visible(row.reason);
  const single = row.tasks.length === 1;
  return row.tasks
    .filter(({ lost }) => lost.length > 0)
    .map(({ id, lost }) => (single ? lost.join(', ') : `${visible(id)}: ${lost.join(', ')}`))
    .join('; ');
}

function total(rows: TableRow[]): string {
  const count = (status: TableRow['status']) => rows.filter((row) => row.status === status).length;
  const parts = [`${count('passed')} passed`, `${count('failed')} lost points`];
  const inconclusive = count('inconclusive');
  if (inconclusive > 0) parts.push(`${inconclusive} inconclusive`);
  return `${rows.length} ${rows.length === 1 ? 'submission' : 'submissions'}: ${parts.join(', ')}`;
}

function widest(texts: string[]): number {
  return Math.max(...texts.map(columnsOf));
}
