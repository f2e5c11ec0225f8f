/** The answer of `grade record`: what was written, what was understood, what was not, and whether it holds. */
import { sentencesOf, type Draft } from '../../draft/draft.ts';
import { isVerified, type Verification } from '../../verify/verify-task.ts';
import { visible } from '../visible.ts';
import { nextSteps, writtenFiles } from './new-task.ts';
import { renderNotes } from './notes.ts';
import type { Terminal } from './paint.ts';
import { renderVerification } from './verification.ts';
import { wrap } from './width.ts';

export interface ShownRecording {
  draft: Draft;
  notes: string[];
  verification: Verification;
  files: readonly string[];
  task: string;
}

export function renderRecording(recording: ShownRecording, terminal: Terminal): string {
  const { draft, notes, verification, files, task } = recording;
  const { transport, family, port } = draft;
  const where = `${transport.toUpperCase()}${family === 'ipv6' ? ' over IPv6' : ''}, port ${port}.`;
  const told = [where, ...sentencesOf(draft)].join(' ').replaceAll('`', '"');
  const lines = wrap(visible(told), terminal.columns - 2).map((line) => `  ${line}`);
  return `${terminal.paint('bold', 'Understood')}
${lines.join('\n')}
${renderNotes(notes, terminal)}
${writtenFiles(files, terminal)}
${verdict(verification, terminal)}
${nextSteps(task, terminal)}`;
}

/** The whole table only where there is something to mend. */
function verdict(verification: Verification, terminal: Terminal): string {
  if (!isVerified(verification)) return renderVerification(verification, terminal);
  const killed = verification.mutants.filter(({ fate }) => fate.kind === 'killed').length;
  const why = verification.mutants.flatMap(({ mutant, role, fate }) =>
    fate.kind === 'explained' ? [`${mutant} (${role}): ${fate.why}`] : [],
  );
  const kept =
    why.length === 0
      ? []
      : ['Some keep full marks, and the spec says why; strike out what you do not agree with:', ...why];
  return `${terminal.paint('green', 'PROVED')}  The references get full marks, and ${killed} wrong programs lose points.
${kept.flatMap((line) => wrap(visible(line), terminal.columns - 2).map((part) => `  ${part}\n`)).join('')}`;
}
