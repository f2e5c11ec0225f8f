/** The calls of each program as a table of a terminal. */
import type { ShownProgram } from '../../judge/result.ts';
import { callTableOf, type CallLine } from '../calls.ts';
import { programName } from '../words.ts';
import { type Terminal, verdictFormat } from './paint.ts';
import { columnsOf, fit, padEnd, padStart } from './width.ts';

const TIME_COLUMNS = 12;
const SOCKET = 'socket';
/** Lines of one program; of more the beginning and the end are shown. */
const MOST_LINES = 40;
const LINES_AT_END = 10;

/** A table a program, each with an empty line before it; none where the calls were not written down. `whole`: every call that is kept. */
export function renderCalls(programs: ShownProgram[], terminal: Terminal, whole: boolean): string[] {
  const tables = programs.map((program) => table(program, terminal, whole));
  return tables.flatMap((lines) => (lines.length === 0 ? [] : ['', ...lines]));
}

function table(program: ShownProgram, terminal: Terminal, whole: boolean): string[] {
  const calls = callTableOf(program);
  if (calls === undefined) return [];
  const { made, open, gaps } = calls;
  const lines = [...(whole ? made : shorten(made, 'calls')), ...shorten(open, 'sockets')];
  const head = `  The socket calls of ${programName(program)}`;
  return [
    terminal.paint('bold', fit(head, terminal.columns)),
    ...(lines.length === 0 ? ['    none'] : draw(lines, terminal)),
    ...gaps.map((text) => terminal.paint('dim', fit(`    ${text}`, terminal.columns))),
  ];
}

function draw(lines: CallLine[], { columns, paint }: Terminal): string[] {
  const callColumns = lines.reduce((widest, { call }) => Math.max(widest, columnsOf(call)), 0);
  const text = ({ at, call, socket, what }: CallLine) =>
    fit(
      `${padStart(at, TIME_COLUMNS)}  ${padEnd(call, callColumns)}  ${padStart(socket, SOCKET.length)}  ${what}`.trimEnd(),
      columns,
    );
  const head = paint('dim', text({ at: '', call: 'call', socket: SOCKET, what: '' }));
  return [
    head,
    ...lines.map((line) => (line.kind === undefined ? text(line) : paint(FORMATS[line.kind], text(line)))),
  ];
}

const FORMATS = { fault: verdictFormat('failed'), open: 'dim' } as const;

function shorten(lines: CallLine[], noun: string): CallLine[] {
  const left = lines.length - MOST_LINES;
  if (left <= 0) return lines;
  const more: CallLine = { at: '', call: '…', socket: '', what: `${left} more ${noun}`, kind: 'open' };
  return [...lines.slice(0, MOST_LINES - LINES_AT_END), more, ...lines.slice(-LINES_AT_END)];
}
