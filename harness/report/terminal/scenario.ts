/** One scenario: the drawing, the points that were lost with their reasons, and what a crashed program said. */
import type { Check, ScenarioResult, ShownConversation, ShownProgram } from '../../judge/result.ts';
import type { Role } from '../../spec/task.ts';
import { visible, visibleBytes, visibleLines } from '../visible.ts';
import { endingInWords, placeOf, programName, scoreOf } from '../words.ts';
import { renderCalls } from './calls.ts';
import { renderDifference } from './difference.ts';
import { draw } from './drawing/draw.ts';
import { renderEvidence } from './evidence.ts';
import { type Terminal, verdictWord } from './paint.ts';
import { columnsOf, fit, wrap } from './width.ts';

const CHECK_INDENT = '        ';
const OUTPUT_LINES = 8;
const VERDICT_COLUMNS = 18;
const EXPECTED_EVENTS = 10;

/** `whole`: also what was right, all that the programs printed, and every byte that was sent. */
export function renderScenario(scenario: ScenarioResult, terminal: Terminal, whole = false): string[] {
  const picture = [
    rule(scenario, terminal),
    ...troubles(scenario, terminal),
    ...drawing(scenario, terminal, whole),
    ...captureFile(scenario, terminal),
  ];
  const checks = whole ? scenario.checks : groupSkipped(lostChecks(scenario));
  const reasons = [
    ...checks.flatMap((check) => renderCheck(check, terminal)),
    ...expectation(scenario, terminal),
    ...(whole
      ? renderEvidence(scenario, terminal)
      : scenario.programs.flatMap((program) => lastWords(program, terminal))),
  ];
  const calls = renderCalls(scenario.programs, terminal, whole);
  return [...picture, ...(reasons.length > 0 ? ['', ...reasons] : []), ...calls];
}

function rule(scenario: ScenarioResult, terminal: Terminal): string {
  const title = fit(visible(scenario.title), terminal.columns - 6);
  const line = '─'.repeat(Math.max(0, terminal.columns - columnsOf(title) - 4));
  return `${terminal.paint('dim', '──')} ${terminal.paint('bold', title)} ${terminal.paint('dim', line)}`;
}

function troubles(scenario: ScenarioResult, terminal: Terminal): string[] {
  const said = scenario.trouble.map(
    ({ message, remedy }) => visible(message) + (remedy === undefined ? '' : ` ${visible(remedy)}`),
  );
  const { reason } = scenario;
  const isToldBelow = scenario.checks.some(
    ({ status, message }) => status === 'failed' && message === reason,
  );
  const all = reason === undefined || isToldBelow ? said : [visible(reason), ...said];
  return [...new Set(all)].flatMap((text) => wrap(text, terminal.columns - 2).map((line) => `  ${line}`));
}

function drawing(scenario: ScenarioResult, terminal: Terminal, whole: boolean): string[] {
  if (scenario.programs.length === 0) return [];
  return draw(scenario.conversation, lifelineNames(scenario), scenario.checks, terminal, whole);
}

/** Whole, however long: a path that is cut opens nothing. */
function captureFile({ capture }: ScenarioResult, { paint }: Terminal): string[] {
  return capture === undefined ? [] : [paint('dim', `  Packets, for Wireshark: ${visible(capture)}`)];
}

function lifelineNames(scenario: ScenarioResult): Record<Role, string> {
  const name = (role: Role) => {
    const program = scenario.programs.find((candidate) => candidate.role === role);
    if (program !== undefined) return programName(program);
    const isStudents = scenario.student === 'both' || scenario.student === role;
    return isStudents ? `your ${role}` : `reference ${role}`;
  };
  return { client: name('client'), server: name('server') };
}

/** Without those that are inconclusive for the reason that the whole scenario is: it stands above already. */
function lostChecks({ checks, reason, status: whole }: ScenarioResult): Check[] {
  return checks.filter(
    ({ status, message }) =>
      status !== 'passed' && !(status === 'inconclusive' && whole === 'inconclusive' && message === reason),
  );
}

/** Checks that were skipped for one and the same reason, as one. */
function groupSkipped(checks: Check[]): Check[] {
  const groups: Check[] = [];
  for (const check of checks) {
    const group = groups.find((one) => one.status === 'skipped' && one.message === check.message);
    if (check.status !== 'skipped' || group === undefined) {
      groups.push({ ...check });
      continue;
    }
    group.id += `, ${check.id}`;
    group.title = '';
    group.score += check.score;
    group.maxScore += check.maxScore;
  }
  return groups;
}

function renderCheck(check: Check, terminal: Terminal): string[] {
  const { paint, columns } = terminal;
  const points = check.maxScore > 0 ? `  (${scoreOf(check.score, check.maxScore)})` : '';
  const id = fit(visible(check.id), columns - points.length - VERDICT_COLUMNS);
  const head = `  ${verdictWord(check.status, paint)}  ${paint('bold', id)}${check.title === '' ? '' : '  '}`;
  const indented = (text: string) =>
    wrap(text, columns - CHECK_INDENT.length).map((line) => CHECK_INDENT + line);
  const lines = [
    head + fit(visible(check.title), columns - columnsOf(head) - points.length) + points,
    ...indented(visible(check.message)),
  ];
  lines.push(...renderDifference(check, columns - CHECK_INDENT.length).map((line) => CHECK_INDENT + line));
  if (check.where?.source !== undefined) lines.push(...indented(sourceLine(check.where)));
  if (check.status === 'failed' && check.hint !== undefined) {
    lines.push(...indented(`Try: ${visible(check.hint)}`));
  }
  return lines;
}

function sourceLine(where: NonNullable<Check['where']>): string {
  return `${placeOf(where) ?? ''}:  ${visible(where.source?.trim() ?? '')}`;
}

/** What the reference says in the same scenario, where a message of the student's never came. */
function expectation(scenario: ScenarioResult, terminal: Terminal): string[] {
  const asked = scenario.checks.some(
    ({ id, status, difference }) =>
      status === 'failed' && id.startsWith('message') && difference === undefined,
  );
  if (!asked || scenario.expected === undefined) return [];
  const said = conversationInWords(scenario.expected);
  const lines = wrap(`In the reference: ${said}`, terminal.columns - 2);
  return lines.map((line) => terminal.paint('dim', `  ${line}`));
}

function conversationInWords({ connections, datagrams }: ShownConversation): string {
  const stream = connections.flatMap((connection) =>
    connection.events.flatMap((event) => {
      if (event.kind === 'open') return [];
      return [
        event.kind === 'data' ? `${event.from} "${visibleBytes(event.bytes)}"` : event.kind.toUpperCase(),
      ];
    }),
  );
  const all = [...stream, ...datagrams.map(({ bytes }) => `"${visibleBytes(bytes)}"`)];
  const cut = all.length > EXPECTED_EVENTS ? [...all.slice(0, EXPECTED_EVENTS), '…'] : all;
  return cut.join(', ');
}

/** The end of what a crashed program of the student's printed. */
function lastWords(program: ShownProgram, terminal: Terminal): string[] {
  const { ending } = program;
  const crashed = ending.kind === 'signalled' || (ending.kind === 'exited' && ending.code !== 0);
  if (program.by !== 'student' || (!crashed && ending.kind !== 'not-started')) return [];
  const printed = visibleLines(program.stderr || program.stdout);
  const tail = printed.slice(-OUTPUT_LINES).map((line) => fit(`    ${line}`, terminal.columns));
  const head = `  ${programName(program)} ${endingInWords(ending)}${tail.length > 0 ? '; the last it printed:' : ''}`;
  return [fit(head, terminal.columns), ...tail.map((line) => terminal.paint('dim', line))];
}
