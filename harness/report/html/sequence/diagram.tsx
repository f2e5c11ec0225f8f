/**
 * A conversation as a sequence diagram: time down the page, the two programs on top, an arrow a packet. It is a list of
 * rows, each drawn by an SVG as wide as the page leaves it, so that it fits a phone and a screen reader can walk it.
 */
import type { Row } from '../../conversation/rows.ts';
import type { Role } from '../../../spec/task.ts';
import { visible } from '../../visible.ts';
import { counted } from '../parts.tsx';
import { Arrow } from './arrow.tsx';
import { HexBudget, Carried } from './carried.tsx';
import { inGroups } from './groups.ts';

export interface Diagram {
  rows: Row[];
  /** Visible already. */
  names: Record<Role, string>;
  /** Anchor of a row, by its index. */
  rowId(index: number): string;
  /** Anchor of a check of the scenario, by the check's id. */
  checkAnchor(id: string): string | undefined;
}

export function SequenceDiagram(diagram: Diagram) {
  const { rows, names } = diagram;
  if (rows.length === 0) return <p class="quiet">Nothing went over the wire.</p>;
  const budget = new HexBudget();
  return (
    <figure class="sequence">
      <figcaption class="heads">
        <span class="head client">
          <b>{names.client}</b> <span>client</span>
        </span>
        <span class="head server">
          <b>{names.server}</b> <span>server</span>
        </span>
      </figcaption>
      <ol class="rows">
        {inGroups(rows).map((group) =>
          group.kind === 'shown' ? (
            group.indexes.map((index) => <Line diagram={diagram} index={index} budget={budget} />)
          ) : (
            <li class="folded">
              <details>
                <summary>{counted(group.indexes.length, 'more event')}</summary>
                <ol class="rows">
                  {group.indexes.map((index) => (
                    <Line diagram={diagram} index={index} budget={budget} />
                  ))}
                </ol>
              </details>
            </li>
          ),
        )}
      </ol>
    </figure>
  );
}

function Line({ diagram, index, budget }: { diagram: Diagram; index: number; budget: HexBudget }) {
  const row = diagram.rows[index];
  if (row === undefined) return null;
  const lost = row.lost.length > 0;
  const isNew = row.connection !== undefined && row.connection !== diagram.rows[index - 1]?.connection;
  const several = diagram.rows.some(({ connection }) => connection !== undefined && connection > 1);
  return (
    <>
      {isNew && several && (
        <li class="separator">
          <span>connection {row.connection}</span>
        </li>
      )}
      <li
        id={diagram.rowId(index)}
        class={`row ${row.kind} ${row.event ?? ''} ${row.from} ${lost ? 'lost-here' : ''}`}
      >
        {row.data === undefined ? (
          <div class="line">
            <Lane diagram={diagram} row={row} />
          </div>
        ) : (
          <details>
            <summary class="line">
              <Lane diagram={diagram} row={row} />
            </summary>
            <Carried data={row.data} budget={budget} />
          </details>
        )}
        {lost && <Losses diagram={diagram} lost={row.lost} />}
      </li>
    </>
  );
}

function Lane({ diagram: { names }, row }: { diagram: Diagram; row: Row }) {
  const to = row.from === 'client' ? 'server' : 'client';
  return (
    <>
      <span class="time">{row.at === undefined ? '' : time(row.at)}</span>
      <span class="lane">
        <Arrow row={row} />
        <span class="label">
          {row.kind !== 'note' && (
            <span class="hidden">
              {names[row.from]} to {names[to]}:{' '}
            </span>
          )}
          <span class="what">{row.label}</span>
          {row.bytes !== undefined && <span class="size">{counted(row.bytes, 'byte')}</span>}
        </span>
      </span>
    </>
  );
}

function Losses({ diagram, lost }: { diagram: Diagram; lost: string[] }) {
  return (
    <p class="losses">
      <span class="hidden">Points were lost here: </span>
      {[...new Set(lost)].map((id) => (
        <a class="loss" href={`#${diagram.checkAnchor(id) ?? ''}`}>
          <span aria-hidden="true">✗ </span>
          {visible(id)}
        </a>
      ))}
    </p>
  );
}

/** Times of a run, in the unit that a person reads with the fewest digits. */
function time(at: number): string {
  return at < 1000 ? `${at.toFixed(1)} ms` : `${(at / 1000).toFixed(2)} s`;
}
