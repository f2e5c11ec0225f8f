/** A line of the student's, and what stands around it. */
import type { Excerpt } from '../../../judge/result.ts';
import { visible } from '../../visible.ts';

export interface Place {
  file?: string;
  line?: number;
  source?: string;
}

export function SourceLine({ at, excerpts }: { at: Place; excerpts: readonly Excerpt[] }) {
  const { file, line } = at;
  if (file === undefined) return null;
  const excerpt = excerpts.find(
    (one) =>
      one.file === file && line !== undefined && line >= one.from && line < one.from + one.lines.length,
  );
  if (excerpt !== undefined && line !== undefined) return <InContext excerpt={excerpt} line={line} />;
  return (
    <p class="place">
      <code>
        {visible(file)}
        {line === undefined ? '' : `:${line}`}
      </code>
      {at.source !== undefined && <code class="source"> {visible(at.source.trim())}</code>}
    </p>
  );
}

const AROUND = 3;

function InContext({ excerpt: { file, from, lines }, line }: { excerpt: Excerpt; line: number }) {
  const shown = lines.map((text, index) => ({ text, number: from + index }));
  return (
    <figure class="excerpt">
      <figcaption>
        <code>
          {visible(file)}:{line}
        </code>
      </figcaption>
      <pre>
        {shown
          .filter(({ number }) => Math.abs(number - line) <= AROUND)
          .map(({ text, number }) => (
            <span class={number === line ? 'at' : ''}>
              <i>{number}</i>
              {number === line && <span class="hidden">here: </span>}
              {visible(text.replaceAll('\t', '    '))}
              {'\n'}
            </span>
          ))}
      </pre>
    </figure>
  );
}
