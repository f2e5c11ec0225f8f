/** A scenario: its checks beside the conversation that they are about, then the programs. */
import type { Check, Excerpt, ScenarioResult } from '../../../judge/result.ts';
import type { Role } from '../../../spec/task.ts';
import { type Row, rowsOf } from '../../conversation/rows.ts';
import { visible } from '../../visible.ts';
import { programName } from '../../words.ts';
import { CommandLine, counted, Score, VerdictMark } from '../parts.tsx';
import { SequenceDiagram } from '../sequence/diagram.tsx';
import { CheckItem } from './check.tsx';
import { ProgramCard } from './program.tsx';

export interface ScenarioView {
  scenario: ScenarioResult;
  /** Anchor; those of what is in it begin with it. */
  id: string;
  excerpts: readonly Excerpt[];
  /** Where a capture file is, as the page links to it. */
  hrefOf: (file: string) => string;
  /** The command that plays it again. */
  again: string | undefined;
}

export function Scenario(view: ScenarioView) {
  const { scenario, id } = view;
  const { title, status, score, maxScore, advice, durationMs, visibility } = scenario;
  return (
    <details class={`scenario ${status}`} id={id} open={status !== 'passed'}>
      <summary>
        <VerdictMark of={status} />
        <h3>{visible(title)}</h3>
        {visibility !== 'visible' && (
          <span class="tag">
            {visibility === 'hidden' ? 'hidden from students' : 'shown after the due date'}
          </span>
        )}
        <span class="took">{Math.round(durationMs)} ms</span>
        {advice ? <span class="score">advice</span> : <Score score={score} maxScore={maxScore} />}
      </summary>
      <Troubles scenario={scenario} />
      <Body {...view} />
    </details>
  );
}

/** What the harness has to say for itself; a reason that a check gives already is not said twice. */
function Troubles({ scenario: { reason, trouble, checks } }: { scenario: ScenarioResult }) {
  const isTold = checks.some(({ status, message }) => status === 'failed' && message === reason);
  const said = trouble.map(({ message, remedy }) =>
    remedy === undefined ? message : `${message} ${remedy}`,
  );
  const all = new Set(reason === undefined || isTold ? said : [reason, ...said]);
  return (
    <>
      {[...all].map((text) => (
        <p class="trouble">{visible(text)}</p>
      ))}
    </>
  );
}

function Body({ scenario, id, excerpts, hrefOf, again }: ScenarioView) {
  const names = lifelineNames(scenario);
  const rows = rowsOf(scenario.conversation, names, scenario.checks);
  const rowId = (index: number) => `${id}-e${index}`;
  const checkAnchor = (check: string) => {
    const index = scenario.checks.findIndex((one) => one.id === check);
    return index < 0 ? undefined : `${id}-c${index}`;
  };
  const played = scenario.programs.length > 0;
  return (
    <div class={played ? 'body' : 'body unplayed'}>
      <ol class="checks">
        {worstFirst(scenario.checks).map(({ check, index }) => (
          <CheckItem
            check={check}
            id={`${id}-c${index}`}
            event={eventOf(check, rows, rowId)}
            excerpts={excerpts}
          />
        ))}
      </ol>
      {played && (
        <div class="wire">
          <SequenceDiagram rows={rows} names={names} rowId={rowId} checkAnchor={checkAnchor} />
          <Expected {...{ scenario, id }} />
          <ToGoOnWith {...{ scenario, hrefOf, again }} />
          <div class="programs">
            {scenario.programs.filter(isOfInterest).map((program) => (
              <ProgramCard program={program} />
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

function ToGoOnWith({
  scenario: { capture },
  hrefOf,
  again,
}: Pick<ScenarioView, 'scenario' | 'hrefOf' | 'again'>) {
  return (
    <>
      {capture !== undefined && (
        <p class="capture">
          <a href={hrefOf(capture)}>The packets of this run</a>, for Wireshark
        </p>
      )}
      {again !== undefined && (
        <details class="aside">
          <summary>Play this run again</summary>
          <CommandLine text={again} />
        </details>
      )}
    </>
  );
}

const RANKS = { failed: 0, inconclusive: 1, skipped: 2, passed: 3 };

/** With the index that each has in the scenario. */
function worstFirst(checks: Check[]): { check: Check; index: number }[] {
  const numbered = checks.map((check, index) => ({ check, index }));
  return numbered.sort((a, b) => RANKS[a.check.status] - RANKS[b.check.status]);
}

/** Of the reference's programs there is nothing to tell: they are played inside the harness. */
function isOfInterest({ by, stdout, stderr }: ScenarioResult['programs'][number]): boolean {
  return by === 'student' || stdout !== '' || stderr !== '';
}

function eventOf(check: Check, rows: Row[], rowId: (index: number) => string): string | undefined {
  if (check.status !== 'failed') return undefined;
  const index = rows.findIndex(({ lost }) => lost.includes(check.id));
  return index < 0 ? undefined : rowId(index);
}

/** What the reference says to itself in the same scenario, where something was lost. */
function Expected({ scenario, id }: Pick<ScenarioView, 'scenario' | 'id'>) {
  const { expected, status } = scenario;
  if (expected === undefined || status === 'passed') return null;
  const names = { client: 'reference client', server: 'reference server' };
  const rows = rowsOf(expected, names, []);
  if (rows.length === 0) return null;
  return (
    <details class="expected">
      <summary>The same between our own programs ({counted(rows.length, 'event')})</summary>
      <SequenceDiagram
        rows={rows}
        names={names}
        rowId={(index) => `${id}-x${index}`}
        checkAnchor={() => undefined}
      />
    </details>
  );
}

function lifelineNames({ programs, student }: ScenarioResult): Record<Role, string> {
  const name = (role: Role) => {
    const program = programs.find((candidate) => candidate.role === role);
    if (program !== undefined) return programName(program);
    return student === 'both' || student === role ? `your ${role}` : `reference ${role}`;
  };
  return { client: name('client'), server: name('server') };
}
