/** Everybody: a row a submission. The page's script sorts and filters it; without it, it is a table all the same. */
import { visible } from '../../visible.ts';
import { points } from '../../words.ts';
import { Foreign, Score, Share, SHORT, short, VerdictMark } from '../parts.tsx';
import type { ClassRow } from './digest.ts';
import { remarksOn } from '../../standing.ts';
import { peopleOf } from './about.ts';

interface TableView {
  rows: ClassRow[];
  tasks: { id: string; title: string }[];
  /** The page of a submission, as this one links to it. */
  hrefOf: (id: string) => string;
}

const CHIPS_SHOWN = 6;
/** Columns for tasks that there is room for. */
const TASKS_IN_SIGHT = 7;

/** A check of a task, as buttons and rows name it to the script. */
export function keyOf(task: string, check: string): string {
  return JSON.stringify([task, check]);
}

export function ClassTable(view: TableView) {
  const table = <Table {...view} />;
  return (
    <div>
      <Controls rows={view.rows} />
      {view.tasks.length <= TASKS_IN_SIGHT ? (
        table
      ) : (
        <div class="sideways" role="region" aria-label="The table of everybody" tabindex={0}>
          {table}
        </div>
      )}
      <p class="quiet nobody" id="nobody" hidden>
        Nobody is left.{' '}
        <button type="button" data-reset="">
          Show everybody
        </button>
      </p>
    </div>
  );
}

function Table({ rows, tasks, hrefOf }: TableView) {
  return (
    <table id="table">
      <thead>
        <tr>
          <Column name="student" />
          <Column name="points" numeric />
          {tasks.length > 1 && tasks.map(({ id }) => <Column name={short(id)} numeric />)}
          <Column name="verdict" />
          <Column name="lost" numeric label="lost checks" />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row row={row} tasks={tasks} href={hrefOf(row.id)} />
        ))}
      </tbody>
    </table>
  );
}

function Controls({ rows }: { rows: ClassRow[] }) {
  const count = (status: ClassRow['status']) => rows.filter((row) => row.status === status).length;
  const choices = [
    { value: '', text: `all ${rows.length}` },
    { value: 'passed', text: `full marks ${count('passed')}` },
    { value: 'failed', text: `lost points ${count('failed')}` },
    { value: 'inconclusive', text: `inconclusive ${count('inconclusive')}` },
  ];
  return (
    <form class="controls filters" role="search" aria-label="Filter the students">
      <label>
        <span class="hidden">Find by name or check</span>
        <input
          type="search"
          id="find"
          placeholder="Find by name or check"
          autocomplete="off"
          spellcheck={false}
        />
      </label>
      <fieldset>
        <legend class="hidden">Verdict</legend>
        {choices.map(({ value, text }) => (
          <label class="choice">
            <input type="radio" name="verdict" value={value} defaultChecked={value === ''} />
            <span>{text}</span>
          </label>
        ))}
      </fieldset>
      <button type="button" id="without" class="chip-button" hidden></button>
      <output id="shown" aria-live="polite"></output>
    </form>
  );
}

function Column({
  name,
  numeric = false,
  label = name,
}: {
  name: string;
  numeric?: boolean;
  label?: string;
}) {
  return (
    <th
      scope="col"
      aria-sort={name === 'student' ? 'ascending' : 'none'}
      data-numeric={numeric ? '' : undefined}
    >
      <button type="button" class="sort">
        {label}
      </button>
    </th>
  );
}

function Row({ row, tasks, href }: { row: ClassRow; tasks: TableView['tasks']; href: string }) {
  const { status, maxScore, score, finalScore = score } = row;
  const lost = row.tasks.flatMap((task) => task.lost.map((id) => ({ task: task.id, id })));
  return (
    <tr data-status={status} data-lost={JSON.stringify(lost.map(({ task, id }) => keyOf(task, id)))}>
      <th scope="row" class="student" data-sort={row.id}>
        <a href={href}>
          <Foreign text={row.id} most={SHORT} />
        </a>
        <Who row={row} />
      </th>
      <td class="points" data-label="points" data-sort={finalScore}>
        <Score score={finalScore} maxScore={maxScore} />
        <Share of={maxScore === 0 ? 0 : finalScore / maxScore} />
        {finalScore !== score && <span class="quiet">measured: {points(score)}</span>}
      </td>
      {tasks.length > 1 && tasks.map(({ id }) => <TaskScore row={row} task={id} />)}
      <td data-label="verdict" data-sort={status}>
        <VerdictMark of={status} word={status === 'passed' ? 'full marks' : undefined} />
      </td>
      <td class="losses" data-label="lost" data-sort={lost.length}>
        {row.reason !== undefined && <span class="quiet">{short(row.reason)}</span>}
        <Chips lost={lost} several={tasks.length > 1} />
      </td>
    </tr>
  );
}

function TaskScore({ row, task }: { row: ClassRow; task: string }) {
  const one = row.tasks.find(({ id }) => id === task);
  return (
    <td data-label={visible(task)} data-sort={one?.score ?? -1} class={one?.status ?? ''}>
      {one === undefined ? '–' : <Score score={one.score} maxScore={one.maxScore} />}
    </td>
  );
}

/** What is known of the student, and what a person or the clock had to say. */
function Who({ row }: { row: ClassRow }) {
  const names = [...(row.group === undefined ? [] : [row.group]), ...peopleOf(row)];
  const about = remarksOn(row);
  return (
    <>
      {names.length > 0 && (
        <span class="who">
          <Foreign text={names.join(', ')} most={SHORT} />
        </span>
      )}
      {about.map((text) => (
        <span class="about">{short(text)}</span>
      ))}
    </>
  );
}

function Chips({ lost, several }: { lost: { task: string; id: string }[]; several: boolean }) {
  const name = ({ task, id }: { task: string; id: string }) => visible(several ? `${task}: ${id}` : id);
  const rest = lost.slice(CHIPS_SHOWN);
  return (
    <>
      {lost.slice(0, CHIPS_SHOWN).map((one) => (
        <code class="chip">{name(one)}</code>
      ))}
      {rest.length > 0 && (
        <span class="chip more-chips" title={rest.map(name).join(', ')}>
          +{rest.length}
        </span>
      )}
    </>
  );
}
