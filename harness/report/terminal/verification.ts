/** The answer of `grade verify`: how the reference fares, and what became of each wrong program. */
import {
  isVerified,
  type Agreement,
  type Fate,
  type MutantResult,
  type Verification,
} from '../../verify/verify-task.ts';
import { visible } from '../visible.ts';
import { scoreOf } from '../words.ts';
import type { Terminal } from './paint.ts';
import { columnsOf, fit, padEnd, wrap } from './width.ts';

const INDENT = '  ';
const GAP = '  ';

export function renderVerification(verification: Verification, terminal: Terminal): string {
  const { task, agreements, notPlayed, mutants, needless } = verification;
  const isPlayed = agreements.length > 0;
  const verdict = isVerified(verification)
    ? terminal.paint('green', 'PROVED')
    : isPlayed
      ? terminal.paint('red', 'DOUBTED')
      : terminal.paint('yellow', 'NOT PLAYED');
  const lines = [
    `${verdict}  ${terminal.paint('bold', visible(task.id))}  ${visible(task.title)}`,
    ...agreementLines(agreements, terminal),
    ...notPlayed.flatMap(({ network, reason }) => [
      `${INDENT}It was not played on the ${network} network:`,
      ...advice(reason, terminal),
    ]),
    ...(isPlayed ? table(mutants, terminal) : []),
    ...(isPlayed ? leftOut(mutants, terminal) : []),
    ...costOfNonsense(mutants, terminal),
    ...needless.flatMap(({ mutant, role }) =>
      advice(
        `"survivors" explains ${mutant} of the ${role}, which does not survive here: take it out.`,
        terminal,
      ),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** One line where the reference is right everywhere. */
function agreementLines(agreements: Agreement[], terminal: Terminal): string[] {
  const networks = [...new Set(agreements.map(({ network }) => network))];
  const doubtful = agreements.filter(({ status }) => status !== 'passed');
  if (agreements.length === 0) return [];
  if (doubtful.length === 0) {
    const scenarios = agreements.length / Math.max(1, networks.length);
    const count = `${scenarios} ${scenarios === 1 ? 'scenario' : 'scenarios'}`;
    return [`${INDENT}The reference gets full marks in ${count} (${networks.join(' and ')} network).`];
  }
  return onAllNetworks(doubtful).flatMap(({ network, scenario, status, score, maxScore, lost }) => [
    `${INDENT}The reference ${status === 'failed' ? `gets ${scoreOf(score, maxScore)}` : 'could not be judged'} in ${visible(scenario)} (${network} network):`,
    ...lost.flatMap(({ check, message }) => advice(`${check}: ${message}`, terminal)),
  ]);
}

/** What went the same way on several networks, once. */
function onAllNetworks(agreements: Agreement[]): (Omit<Agreement, 'network'> & { network: string })[] {
  const all = new Map<string, Omit<Agreement, 'network'> & { network: string }>();
  for (const { network, ...rest } of agreements) {
    const key = JSON.stringify(rest);
    const before = all.get(key)?.network;
    all.set(key, { ...rest, network: before === undefined ? network : `${before} and ${network}` });
  }
  return [...all.values()];
}

function table(mutants: MutantResult[], terminal: Terminal): string[] {
  const rows = mutants.filter(({ fate }) => fate.kind !== 'no-mutant');
  const width = Math.max(0, ...rows.map(({ mutant }) => columnsOf(mutant)));
  return rows.flatMap(({ mutant, role, does, fate }) => [
    fit(`${INDENT}${padEnd(role, 6)}${GAP}${padEnd(mutant, width)}${GAP}`, terminal.columns - 10) +
      fateInWords(fate, terminal, terminal.columns - width - 12),
    ...(fate.kind === 'survived' ? advice(`${does} Nothing catches it: ${fate.remedy}.`, terminal) : []),
    ...(fate.kind === 'explained' ? advice(fate.why, terminal) : []),
    ...(fate.kind === 'inconclusive' ? advice(fate.message, terminal) : []),
  ]);
}

/** What no task of this kind can be wrong in: so that nobody takes it for proved. */
function leftOut(mutants: MutantResult[], terminal: Terminal): string[] {
  const whys = new Map<string, { roles: string[]; why: string }>();
  for (const { mutant, role, fate } of mutants) {
    if (fate.kind !== 'no-mutant') continue;
    whys.set(mutant, { roles: [...(whys.get(mutant)?.roles ?? []), role], why: fate.why });
  }
  if (whys.size === 0) return [];
  const all = [...whys].map(([mutant, { roles, why }]) => `${mutant} of the ${roles.join(' and ')} (${why})`);
  return remark(`Not played: ${all.join('; ')}.`, terminal);
}

/** Not a fault: points are shared as the author wants them. */
function costOfNonsense(mutants: MutantResult[], terminal: Terminal): string[] {
  const kept = mutants.flatMap(({ mutant, role, fate }) =>
    mutant === 'wrong-text' && fate.kind === 'killed'
      ? [`a ${role} ${scoreOf(fate.score, fate.maxScore)}`]
      : [],
  );
  if (kept.length === 0) return [];
  return remark(
    `Who says nothing right and does the rest well keeps, as ${kept.join(', as ')}; "points.checks.message" weighs what is said.`,
    terminal,
  );
}

function remark(text: string, { columns, paint }: Terminal): string[] {
  return wrap(visible(text), columns - INDENT.length).map((line) => INDENT + paint('dim', line));
}

function advice(text: string, terminal: Terminal): string[] {
  const indent = INDENT.repeat(4);
  return wrap(visible(text), terminal.columns - indent.length).map((line) => indent + line);
}

function fateInWords(fate: Fate, { paint }: Terminal, columns: number): string {
  switch (fate.kind) {
    case 'killed':
      return fit(
        `killed by ${fate.check} (${scoreOf(fate.score, fate.maxScore)}) in ${visible(fate.scenario)}`,
        columns,
      );
    case 'survived':
      return paint('red', 'SURVIVED');
    case 'explained':
      return paint('dim', 'survives, on purpose');
    case 'no-mutant':
      return 'is no mutant here';
    case 'inconclusive':
      return paint('yellow', 'could not be judged');
  }
}
