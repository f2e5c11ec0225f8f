/** All that was seen in a scenario, for whoever wants to look for themselves: each program's words, and each byte. */
import type { Bytes, ScenarioResult, ShownConversation, ShownProgram } from '../../judge/result.ts';
import { hexDump } from '../hex.ts';
import { visible, visibleLines } from '../visible.ts';
import { endingInWords, programName } from '../words.ts';
import type { Terminal } from './paint.ts';
import { fit } from './width.ts';

const INDENT = '      ';

export function renderEvidence(scenario: ScenarioResult, terminal: Terminal): string[] {
  return [
    ...scenario.programs.flatMap((program) => renderProgram(program, terminal)),
    ...bytesSent(scenario.conversation).flatMap(({ head, bytes }) => [
      fit(`  ${head}`, terminal.columns),
      ...hexDump(bytes).map((line) => terminal.paint('dim', INDENT + line)),
    ]),
  ];
}

/** What was typed and what was printed. Lines are whole, however long: nothing else shows them. */
function renderProgram(program: ShownProgram, terminal: Terminal): string[] {
  const { typed, stdout, stderr, outputDropped, cpuMs } = program;
  const command = program.command.length === 0 ? '' : ` (${program.command.map(visible).join(' ')})`;
  const head = `  ${programName(program)}${command} ${endingInWords(program.ending)}`;
  const streams: [string, string[]][] = [
    ['typed', typed.map(({ text }) => visible(text))],
    ['printed', visibleLines(stdout)],
    ['printed on standard error', visibleLines(stderr)],
  ];
  const dropped = outputDropped > 0 ? [`    ${outputDropped} bytes of its output are not kept`] : [];
  return [
    `${head}, after ${Math.round(cpuMs)} ms of processor time`,
    ...streams.flatMap(([what, lines]) => (lines.length === 0 ? [] : [`    ${what}`, ...indented(lines)])),
    ...dropped,
  ].map((line, index) => (index === 0 ? terminal.paint('bold', line) : line));
}

function indented(lines: string[]): string[] {
  return lines.map((line) => INDENT + line);
}

function bytesSent({ connections, datagrams }: ShownConversation): { head: string; bytes: Bytes }[] {
  const events = connections.flatMap(({ id, events }) =>
    events.flatMap((event) => {
      if (event.kind !== 'data') return [];
      const { at, from, bytes } = event;
      return [{ head: `${from} on connection ${id} at ${at.toFixed(1)} ms, ${count(bytes)}`, bytes }];
    }),
  );
  const packets = datagrams.map(({ at, from, to, bytes }) => ({
    head: `datagram ${visible(from)} to ${visible(to)} at ${at.toFixed(1)} ms, ${count(bytes)}`,
    bytes,
  }));
  return [...events, ...packets];
}

function count({ length, cut }: Bytes): string {
  return `${length} ${length === 1 ? 'byte' : 'bytes'}${cut ? ', of which the first are kept' : ''}`;
}
