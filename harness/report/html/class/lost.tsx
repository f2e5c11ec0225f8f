/** What cost the class its points. */
import { points } from '../../words.ts';
import { counted, Share, short } from '../parts.tsx';
import type { CheckTally } from './digest.ts';
import { keyOf } from './table.tsx';

const SHOWN = 8;

export function LostChecks({ lost, several }: { lost: CheckTally[]; several: boolean }) {
  if (lost.length === 0) return <p class="quiet">Nobody lost a point.</p>;
  const rest = lost.slice(SHOWN);
  return (
    <>
      <Tallies tallies={lost.slice(0, SHOWN)} several={several} />
      {rest.length > 0 && (
        <details class="more">
          <summary>{counted(rest.length, 'more check')}</summary>
          <Tallies tallies={rest} several={several} />
        </details>
      )}
    </>
  );
}

function Tallies({ tallies, several }: { tallies: CheckTally[]; several: boolean }) {
  return (
    <ol class="tallies">
      {tallies.map(({ task, id, title, of, lost, points: missing }) => (
        <li>
          <p class="tally">
            <span class="what">
              {several && <span class="tag">{short(task)}</span>} {short(title === '' ? id : title)}{' '}
              <code class="check-id">{short(id)}</code>
            </span>
            <span class="count">
              <b>{lost}</b> of {of}
            </span>
            <button
              type="button"
              class="controls"
              data-lost={keyOf(task, id)}
              aria-label={`Show who lost ${short(id)}`}
            >
              who
            </button>
          </p>
          <Share of={lost / of} />
          <span class="hidden">{points(missing)} points lost by the class</span>
        </li>
      ))}
    </ol>
  );
}
