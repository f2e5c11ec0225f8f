/** What to try first. */
import type { Excerpt, HintResult } from '../../../judge/result.ts';
import type { Finding } from '../../../submission/submission.ts';
import { visible } from '../../visible.ts';
import { SourceLine } from './excerpt.tsx';

export function Hints({ hints, excerpts }: { hints: HintResult[]; excerpts: readonly Excerpt[] }) {
  if (hints.length === 0) return null;
  return (
    <div class="hints">
      <h3>What to try first</h3>
      <ol>
        {hints.map((hint) => (
          <li>
            <p>{visible(hint.message)}</p>
            <SourceLine at={hint} excerpts={excerpts} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What could be told without running anything, as far as no hint says it too. */
export function Findings({
  findings,
  hints,
  excerpts,
}: {
  findings: Finding[];
  hints: HintResult[];
  excerpts: readonly Excerpt[];
}) {
  const untold = findings.filter(({ message }) => !hints.some((hint) => hint.message.startsWith(message)));
  return (
    <>
      {untold.map((finding) => (
        <div class="finding">
          <p>{visible(finding.message)}</p>
          <SourceLine at={finding} excerpts={excerpts} />
        </div>
      ))}
    </>
  );
}
