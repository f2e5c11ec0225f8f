/** A program of a run: how it was started, what was typed, what it printed, how it ended. */
import type { ShownProgram } from '../../../judge/result.ts';
import { visible, visibleLines } from '../../visible.ts';
import { endingInWords, programName } from '../../words.ts';
import { counted } from '../parts.tsx';
import { Calls } from './calls.tsx';

export function ProgramCard({ program }: { program: ShownProgram }) {
  const { by, role, command, ending, typed, stdout, stderr, outputDropped, cpuMs } = program;
  return (
    <article class={`program ${role}`}>
      <h4>
        {programName(program)} <span class="role">{by === 'reference' ? 'ours' : role}</span>
      </h4>
      {command.length > 0 && <pre class="command">$ {command.map(visible).join(' ')}</pre>}
      <p class="ending">
        It {endingInWords(ending)}
        {ending.kind !== 'not-started' && ` after ${Math.round(ending.at)} ms`}
        {cpuMs > 0 && `, having used the processor for ${Math.round(cpuMs)} ms`}.
      </p>
      {typed.length > 0 && <Stream title="Typed" lines={typed.map(({ text }) => visible(text))} />}
      <Stream title="Printed" lines={visibleLines(stdout)} />
      <Stream title="Printed on standard error" lines={visibleLines(stderr)} />
      <Calls program={program} />
      {outputDropped > 0 && <p class="quiet">{counted(outputDropped, 'byte')} of its output are not kept.</p>}
    </article>
  );
}

function Stream({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h5>{title}</h5>
      <pre class="output" tabindex={0} role="region" aria-label={title}>
        {lines.join('\n')}
      </pre>
    </>
  );
}
