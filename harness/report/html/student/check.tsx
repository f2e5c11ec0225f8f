/** One check: what was asked, what was seen, and what to try. */
import type { Check, Excerpt } from '../../../judge/result.ts';
import { visible } from '../../visible.ts';
import { Score, VerdictMark } from '../parts.tsx';
import { Difference } from './difference.tsx';
import { SourceLine } from './excerpt.tsx';

interface CheckView {
  check: Check;
  id: string;
  /** Anchor of the event that cost the points. */
  event: string | undefined;
  excerpts: readonly Excerpt[];
}

export function CheckItem({ check, id, event, excerpts }: CheckView) {
  const { status, title, message, maxScore, score, hint, difference, where } = check;
  const lost = status !== 'passed';
  return (
    <li class={`check ${status}`} id={id}>
      <p class="check-head">
        <VerdictMark of={status} />
        <b class="check-title">{visible(title === '' ? check.id : title)}</b>
        {maxScore > 0 && <Score score={score} maxScore={maxScore} />}
      </p>
      <p class="message">
        {visible(message)} <code class="check-id">{visible(check.id)}</code>
      </p>
      {difference !== undefined && lost && <Difference of={difference} />}
      {where !== undefined && lost && <SourceLine at={where} excerpts={excerpts} />}
      {status === 'failed' && hint !== undefined && (
        <p class="hint">
          <b>Try</b> {visible(hint)}
        </p>
      )}
      {event !== undefined && (
        <p class="to-event">
          <a href={`#${event}`}>where on the wire</a>
        </p>
      )}
    </li>
  );
}
