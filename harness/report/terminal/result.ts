/** The answer to `grade check`: one screen for a right answer, and for a lost point all that explains it. */
import type { HintResult, Result, ScenarioResult } from '../../judge/result.ts';
import type { Finding } from '../../submission/submission.ts';
import { visible } from '../visible.ts';
import { placeOf, scoreOf } from '../words.ts';
import { type Terminal, verdictWord } from './paint.ts';
import { renderScenario } from './scenario.ts';
import { columnsOf, fit, padEnd, padStart, wrap } from './width.ts';

const INDENT = '  ';
const FEW_HINTS = 2;
const HINTS_SHOWN = 3;
const TIME_COLUMNS = 9;

/** `brief`: a line a scenario. `usual`: and what explains the lost points. `full`: and all that was seen. */
export type Detail = 'brief' | 'usual' | 'full';

interface View {
  detail: Detail;
  /** Id of the one scenario to show; else all of them. */
  scenario?: string | undefined;
}

const USUAL: View = { detail: 'usual' };

/** The whole answer for one task, ending in a line end. */
export function renderResult(result: Result, terminal: Terminal, view = USUAL): string {
  const chosen = result.scenarios.filter(({ id }) => view.scenario === undefined || id === view.scenario);
  const shown = scenariosToShow(chosen, view);
  const toTry = hintsToRepeat(hintsOf(result, view), shown);
  const blocks = [
    [headline(result, terminal), ...findings(result.findings, terminal)],
    scenarioList(chosen, terminal),
    ...shown.map((scenario) => renderScenario(scenario, terminal, view.detail === 'full')),
    view.detail === 'brief' ? [] : hints(toTry, terminal),
    otherCaptures(chosen, shown, terminal),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function headline(result: Result, terminal: Terminal): string {
  const name = fit(`${visible(result.task.id)}  ${visible(result.task.title)}`, terminal.columns - 30);
  return spread(
    `${verdictWord(result.status, terminal.paint)}  ${terminal.paint('bold', name)}`,
    terminal.paint('bold', `${scoreOf(result.score, result.maxScore)} points`),
    terminal.columns,
  );
}

/** `left` and `right` at the two ends of a line. */
function spread(left: string, right: string, columns: number): string {
  return left + ' '.repeat(Math.max(2, columns - columnsOf(left) - columnsOf(right))) + right;
}

function findings(all: Finding[], terminal: Terminal): string[] {
  return all.flatMap((finding) => {
    const place = placeOf(finding);
    const text = `${place === undefined ? '' : `${place}: `}${visible(finding.message)}`;
    const lines = wrap(text, terminal.columns - INDENT.length).map((line) => INDENT + line);
    if (finding.source === undefined) return lines;
    return [
      ...lines,
      terminal.paint('dim', fit(`      ${visible(finding.source.trim())}`, terminal.columns)),
    ];
  });
}

function scenarioList(scenarios: ScenarioResult[], terminal: Terminal): string[] {
  const { paint, columns } = terminal;
  const words = scenarios.map(({ status }) => verdictWord(status, paint));
  const wordColumns = words.reduce((widest, word) => Math.max(widest, columnsOf(word)), 0);
  return scenarios.map((scenario, index) => {
    const points = scenario.advice ? 'advice, no points' : scoreOf(scenario.score, scenario.maxScore);
    const took = padStart(`${Math.round(scenario.durationMs)} ms`, TIME_COLUMNS);
    const left = `${INDENT}${padEnd(words[index] ?? '', wordColumns)}  `;
    const right = `${points}${paint('dim', took)}`;
    const title = fit(visible(scenario.title), columns - columnsOf(left) - columnsOf(right) - 2);
    return spread(left + title, right, columns);
  });
}

/** Every scenario in which something was lost; where nothing was, the one that shows most of the student's work. */
function scenariosToShow(scenarios: ScenarioResult[], { detail, scenario: one }: View): ScenarioResult[] {
  if (detail === 'brief') return [];
  if (detail === 'full' || one !== undefined) return scenarios;
  const lost = scenarios.filter((scenario) => scenario.status !== 'passed');
  if (lost.length > 0) return withoutRepeats(lost);
  const own = scenarios.find((scenario) => scenario.student === 'both');
  return [own ?? scenarios[0]].filter((scenario) => scenario !== undefined);
}

/** The same checks lost with the same words in a later scenario teach nothing new. */
function withoutRepeats(scenarios: ScenarioResult[]): ScenarioResult[] {
  const seen = new Set<string>();
  return scenarios.filter((scenario) => {
    const said = scenario.checks.filter((check) => check.status === 'failed').map((check) => check.message);
    if (said.length > 0 && said.every((message) => seen.has(message))) return false;
    for (const message of said) seen.add(message);
    return true;
  });
}

/** A hint that names no scenario is for all of them. */
function hintsOf({ hints }: Result, { scenario }: View): HintResult[] {
  if (scenario === undefined) return hints;
  return hints.filter((hint) => hint.scenario === undefined || hint.scenario === scenario);
}

/** Where there are many, the most important first; else only those that do not stand with a check already. */
function hintsToRepeat(all: HintResult[], shown: ScenarioResult[]): HintResult[] {
  const told = new Set(shown.flatMap(({ checks }) => checks.map(({ hint }) => hint)));
  return all.length > FEW_HINTS ? all.slice(0, HINTS_SHOWN) : all.filter(({ message }) => !told.has(message));
}

function hints(all: HintResult[], terminal: Terminal): string[] {
  if (all.length === 0) return [];
  const lines = all.flatMap((hint, index) => {
    const place = placeOf(hint);
    const text = `${place === undefined ? '' : `${place}: `}${visible(hint.message)}`;
    const [first = '', ...rest] = wrap(text, terminal.columns - 5);
    return [`  ${index + 1}. ${first}`, ...rest.map((line) => `     ${line}`)];
  });
  return [terminal.paint('bold', 'What to try first'), ...lines];
}

/** The files of packets whose scenarios are not shown. */
function otherCaptures(chosen: ScenarioResult[], shown: ScenarioResult[], { paint }: Terminal): string[] {
  const others = chosen.filter(({ id }) => !shown.some((scenario) => scenario.id === id));
  const files = others.flatMap(({ capture }) => (capture === undefined ? [] : [visible(capture)]));
  if (files.length === 0) return [];
  return [
    `Packets${shown.length > 0 ? ' of the other runs' : ''}, for Wireshark`,
    ...files.map((file) => INDENT + file),
  ].map((line) => paint('dim', line));
}

/** The answers for the tasks of an assignment, and their sum. */
export function renderResults(results: Result[], terminal: Terminal, view = USUAL): string {
  const answers = results.map((result) => renderResult(result, terminal, view));
  const total = (part: 'score' | 'maxScore') => results.reduce((sum, result) => sum + result[part], 0);
  const line = `Together: ${scoreOf(total('score'), total('maxScore'))} points`;
  return [...answers, ...(results.length > 1 ? [`${terminal.paint('bold', line)}\n`] : [])].join('\n');
}
