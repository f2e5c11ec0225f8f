/** A result as Markdown: the summary of a job, and the comment on a pull request. */
import type { Check, Result, ScenarioResult, Verdict } from '../../judge/result.ts';
import { sum, totalsOf } from '../totals.ts';
import { visibleBytes } from '../visible.ts';
import { placeOf, points, scoreOf } from '../words.ts';
import { block, code, plain } from './markdown.ts';
import { expectedLines, mermaidLines } from './mermaid.ts';

export interface SummaryOptions {
  /** What a reader should know of where it was graded; a sentence each. */
  notes?: readonly string[];
  /** What came out otherwise than the last time: Markdown that is safe already. */
  changes?: string | undefined;
  /** Bytes (UTF-8) that it may have. */
  budget?: number;
  /** False where Mermaid is not drawn. */
  drawings?: boolean;
}

/** A comment may have 65,536 characters; how GitHub counts those beyond ASCII it does not say. */
const BUDGET = 60_000;

export const MARKS: Record<Verdict, string> = {
  passed: '✅',
  failed: '❌',
  skipped: '⏭️',
  inconclusive: '⚠️',
};

interface Section {
  text: string;
  /** Where there is no room for it, what comes behind it may still have room. */
  canBeMissed?: true;
}

/** Whole sections, in the order of their weight, as many as the budget has room for. */
export function renderSummary(results: readonly Result[], options: SummaryOptions = {}): string {
  const { notes = [], budget = BUDGET } = options;
  const end = [...notes.map((note) => `> ${plain(note)}`), about(results)].join('\n\n');
  return [...fitting(sectionsOf(results, options), budget - bytesOf(end)), end, ''].join('\n\n');
}

function* sectionsOf(
  results: readonly Result[],
  { changes, drawings = true }: SummaryOptions,
): Generator<Section> {
  yield { text: headline(results) };
  if (changes !== undefined) yield { text: changes, canBeMissed: true };
  for (const result of results) yield { text: table(result) };
  for (const result of results) yield* findings(result);
  // The first of them is what a student works on: its drawing needs no click.
  let isOpen = true;
  for (const { task, scenarios } of results) {
    for (const scenario of scenarios) {
      const lost = scenario.checks.filter(({ status }) => status === 'failed' || status === 'inconclusive');
      if (lost.length === 0) continue;
      const name = results.length > 1 ? `${plain(task.id, 60)}: ` : '';
      yield* lostIn(scenario, lost, name);
      if (drawings) yield* drawing(scenario, isOpen);
      isOpen = false;
    }
  }
  for (const result of results) yield* hints(result);
}

const LEFT_OUT = '_There is more than fits here: see the results of the job._';

function fitting(sections: Iterable<Section>, budget: number): string[] {
  let left = budget - bytesOf(LEFT_OUT);
  let isCut = false;
  const kept = [];
  for (const { text, canBeMissed } of sections) {
    const bytes = bytesOf(text);
    if (bytes <= left) {
      left -= bytes;
      kept.push(text);
    } else {
      isCut = true;
      if (canBeMissed !== true) break;
    }
  }
  return isCut ? [...kept, LEFT_OUT] : kept;
}

/** With the empty line behind it. */
function bytesOf(text: string): number {
  return Buffer.byteLength(text) + 2;
}

const MOST_TASKS = 20;

function headline(results: readonly Result[]): string {
  const { status, score, maxScore, open } = totalsOf(results);
  const titles = results.slice(0, MOST_TASKS).map(({ task }) => plain(task.title, 100));
  const unsure =
    open > 0 ? `\n\n${points(open)} points could not be judged: they are neither won nor lost.` : '';
  return `## ${MARKS[status]} ${scoreOf(score, maxScore)} points\n\n${titles.join(' · ')}${unsure}`;
}

const MOST_ROWS = 60;

function table({ task, score, maxScore, scenarios }: Result): string {
  const rows = scenarios.slice(0, MOST_ROWS).map((one) => {
    const worth = one.advice ? 'advice' : scoreOf(one.score, one.maxScore);
    return `| ${MARKS[one.status]} | ${plain(one.title, 100)} | ${worth} |`;
  });
  const head = `| | ${plain(task.id, 60)} | ${scoreOf(score, maxScore)} |`;
  return [head, '|-|-|-:|', ...rows].join('\n');
}

function* findings({ findings: all }: Result): Generator<Section> {
  for (const finding of all.slice(0, MOST_ROWS)) {
    const place = placeOf(finding);
    yield { text: `⚠️ ${place === undefined ? '' : `${code(place, 100)}: `}${plain(finding.message)}` };
  }
}

function* lostIn(
  { status, title }: ScenarioResult,
  lost: readonly Check[],
  name: string,
): Generator<Section> {
  const head = `### ${MARKS[status]} ${name}${plain(title, 100)}\n\n`;
  for (const [index, check] of lost.slice(0, MOST_ROWS).entries()) {
    yield { text: (index === 0 ? head : '') + lostCheck(check) };
  }
}

function lostCheck(check: Check): string {
  const { id, title, score, maxScore, message, hint, where } = check;
  const place = where === undefined ? undefined : placeOf(where);
  const source = where?.source === undefined ? '' : ` ${code(where.source.trim(), 150)}`;
  return [
    `**${plain(id, 60)}** ${plain(title, 150)} (${scoreOf(score, maxScore)})`,
    plain(message),
    ...(place === undefined ? [] : [`${code(place, 100)}${source}`]),
    ...difference(check),
    ...(hint === undefined ? [] : [`Try: ${plain(hint)}`]),
  ].join('\n\n');
}

/** Expected and actual one above the other; the signs are those of a diff, which GitHub colours. */
function difference({ difference: found }: Check): string[] {
  if (found?.expected === undefined) return [];
  return [block([`- ${visibleBytes(found.expected)}`, `+ ${visibleBytes(found.actual)}`], 'diff')];
}

function* drawing(scenario: ScenarioResult, isOpen: boolean): Generator<Section> {
  const drawn = [
    ['What went over the wire', mermaidLines(scenario)],
    ['What the reference does', expectedLines(scenario)],
  ] as const;
  for (const [title, lines] of drawn) {
    if (lines.length === 0) continue;
    const diagram = ['```mermaid', ...lines, '```'].join('\n');
    const text = `<details${isOpen ? ' open' : ''}><summary>${title}</summary>\n\n${diagram}\n\n</details>`;
    yield { text, canBeMissed: true };
  }
}

const HINTS_SHOWN = 3;

/** Those that stand with no check. */
function* hints(result: Result): Generator<Section> {
  const told = new Set(result.scenarios.flatMap(({ checks }) => checks.map(({ hint }) => hint)));
  for (const hint of result.hints.filter(({ message }) => !told.has(message)).slice(0, HINTS_SHOWN)) {
    const place = placeOf(hint);
    yield { text: `💡 ${place === undefined ? '' : `${code(place, 100)}: `}${plain(hint.message)}` };
  }
}

/** What graded: enough to see a stale result, and to grade again. */
function about(results: readonly Result[]): string {
  const [first] = results;
  if (first === undefined) return '';
  const { graded, network } = first;
  const specs = results.map(
    ({ task, graded: own }) => `${plain(task.id, 60)} ${code(own.spec.slice(0, 12))}`,
  );
  const facts = [
    `Sockmark ${plain(graded.harness, 30)}`,
    ...(graded.commit === undefined ? [] : [`commit ${code(graded.commit.slice(0, 12))}`]),
    `spec ${specs.slice(0, MOST_TASKS).join(', ')}`,
    `seed ${graded.seed}`,
    network === 'private' ? 'private networks' : "the machine's own network",
    plain(graded.platform, 60),
  ];
  return `<sub>Graded by ${facts.join(' · ')}</sub>`;
}

/** Points earned, as a share of those that could be judged; 100 where there are none. */
export function percentOf(results: readonly Result[]): number {
  const { score, maxScore, open } = totalsOf(results);
  const judged = sum([maxScore, -open]);
  return judged <= 0 ? 100 : (score / judged) * 100;
}
