/**
 * A conversation as a drawing: time down the page, one lifeline a program, an arrow a packet.
 *
 *            client.py                                 server.py
 *     0.0 ms ├──────────── connects to port 12000 ────────────▶│
 *     1.2 ms ├──────────────── "hello"  5 bytes ──────────────▶│
 *     1.4 ms │◀─────────────── "Hello"  5 bytes ───────────────┤ ✗ message-2
 *     1.5 ms │◀───────────────────── FIN ──────────────────────┤
 *     1.9 ms ├────────────────────── FIN ─────────────────────▶┊
 *
 * A lifeline is solid while its side may still send, dotted after its FIN, and ends with a reset.
 */
import type { Check, ShownConversation } from '../../../judge/result.ts';
import type { Role } from '../../../spec/task.ts';
import { type Paint, type Terminal, verdictFormat } from '../paint.ts';
import { visible } from '../../visible.ts';
import { columnsOf, fit, padEnd, padStart } from '../width.ts';
import { shorten } from './shorten.ts';
import { type Life, type Row, rowsOf } from '../../conversation/rows.ts';

const TIME_COLUMNS = 9;
const WIDEST_SPAN = 76;
const LEAST_LINE = 3;
/** The part of a line that a mark may take. */
const MOST_OF_A_LINE = 0.4;
/** Beside the time, the span and the mark: a blank, the two lifelines, and a blank before the mark. */
const FRAME_COLUMNS = 4;
const LIFELINES: Record<Life, string> = { open: '│', half: '┊', gone: ' ' };

interface Sheet {
  /** Columns between the two lifelines. */
  span: number;
  /** Columns that a mark may take. */
  markColumns: number;
  paint: Paint;
}

/** The drawing's lines. `names`: what stands on top of each lifeline, visible already. `whole`: leave nothing out. */
export function draw(
  conversation: ShownConversation,
  names: Record<Role, string>,
  checks: Check[],
  terminal: Terminal,
  whole = false,
): string[] {
  const rows = rowsOf(conversation, names, checks);
  if (rows.length === 0) return [terminal.paint('dim', 'Nothing went over the wire.')];
  const markColumns = Math.floor(terminal.columns * MOST_OF_A_LINE);
  const marks = rows.reduce((widest, row) => Math.max(widest, columnsOf(markOf(row, markColumns))), 0);
  const sheet = {
    markColumns,
    span: Math.min(WIDEST_SPAN, terminal.columns - TIME_COLUMNS - marks - FRAME_COLUMNS),
    paint: terminal.paint,
  };
  const body = (whole ? rows : shorten(rows)).map((row) =>
    typeof row === 'number' ? omission(row, sheet) : drawRow(row, sheet),
  );
  return [heading(names, sheet), ...body];
}

function heading(names: Record<Role, string>, { span, paint }: Sheet): string {
  const half = Math.floor(span / 2);
  const client = fit(names.client, half);
  const server = fit(names.server, half);
  const gap = ' '.repeat(Math.max(1, span + 2 - columnsOf(client) - columnsOf(server)));
  return `${' '.repeat(TIME_COLUMNS + 1)}${paint('bold', client)}${gap}${paint('bold', server)}`;
}

function omission(rows: number, { span, paint }: Sheet): string {
  const text = centred(`⋮ ${rows} more`, span, ' ');
  return `${' '.repeat(TIME_COLUMNS + 1)}│${paint('dim', text)}│`;
}

function drawRow(row: Row, { span, markColumns, paint }: Sheet): string {
  const time = paint('dim', padStart(row.at === undefined ? '' : milliseconds(row.at), TIME_COLUMNS));
  const failed = row.lost.length > 0;
  const between = row.kind === 'note' ? note(row, span) : arrow(row, span);
  const [left, right] = ends(row);
  const line = `${left}${between}${right}`;
  const mark = failed ? ` ${markOf(row, markColumns)}` : '';
  if (!failed) return `${time} ${line}`.trimEnd();
  return `${time} ${paint(verdictFormat('failed'), line + mark)}`;
}

/** Times of a run, in the unit that a person reads with the fewest digits. */
function milliseconds(at: number): string {
  return at < 1000 ? `${at.toFixed(1)} ms` : `${(at / 1000).toFixed(2)} s`;
}

function markOf({ lost }: Row, columns: number): string {
  return lost.length === 0 ? '' : fit(`✗ ${lost.map(visible).join(', ')}`, columns);
}

function ends(row: Row): [string, string] {
  const left = LIFELINES[row.before.client];
  const right = LIFELINES[row.before.server];
  if (row.kind === 'note') return [left, right];
  if (row.from === 'client') return ['├', row.kind === 'reset' ? '╳' : right];
  return [row.kind === 'reset' ? '╳' : left, row.before.server === 'gone' ? ' ' : '┤'];
}

function arrow(row: Row, span: number): string {
  const stroke = row.kind === 'reset' ? '═' : row.kind === 'lost' ? '╌' : '─';
  const head = row.kind === 'lost' ? '╳' : row.from === 'client' ? '▶' : '◀';
  const shaft = centred(labelOf(row, span - 2 * LEAST_LINE - 3), span - 1, stroke);
  return row.from === 'client' ? shaft + head : head + shaft;
}

function labelOf(row: Row, columns: number): string {
  if (row.bytes === undefined) return fit(row.label, columns);
  const size = `  ${row.bytes} ${row.bytes === 1 ? 'byte' : 'bytes'}`;
  const room = columns - size.length;
  if (columnsOf(row.label) <= room) return row.label + size;
  return `${fit(row.label.slice(0, -1), room - 1)}"${size}`;
}

function note(row: Row, span: number): string {
  const text = fit(row.label, span - 2);
  return row.from === 'client' ? padEnd(` ${text}`, span) : padStart(`${text} `, span);
}

function centred(text: string, columns: number, fill: string): string {
  const free = Math.max(0, columns - columnsOf(text) - 2);
  const before = Math.floor(free / 2);
  return `${fill.repeat(before)} ${text} ${fill.repeat(free - before)}`;
}
