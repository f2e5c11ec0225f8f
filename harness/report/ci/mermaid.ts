/** What went over the wire as a Mermaid sequence diagram, which GitHub draws in Markdown (https://mermaid.js.org). */
import type { ScenarioResult } from '../../judge/result.ts';
import { ROLES, type Role } from '../../spec/task.ts';
import { rowsOf, type Row } from '../conversation/rows.ts';
import { inGroups } from '../html/sequence/groups.ts';
import { cut } from '../exports/tests.ts';
import { visible } from '../visible.ts';
import { programName } from '../words.ts';

const LONGEST_LABEL = 60;
const MOST_ROWS = 60;

/** The lines of the diagram of what the programs did; none where nothing was seen. */
export function mermaidLines({ programs, conversation, checks }: ScenarioResult): string[] {
  const nameOf = (role: Role) => {
    const program = programs.find((one) => one.role === role);
    return program === undefined ? REFERENCES[role] : programName(program);
  };
  const names = { client: nameOf('client'), server: nameOf('server') };
  return diagram(rowsOf(conversation, names, checks), names);
}

/** The lines of the diagram of the reference with itself; none where it did not play. */
export function expectedLines({ expected }: ScenarioResult): string[] {
  return expected === undefined ? [] : diagram(rowsOf(expected, REFERENCES, []), REFERENCES);
}

const REFERENCES = { client: 'reference client', server: 'reference server' };

function diagram(rows: readonly Row[], names: Record<Role, string>): string[] {
  if (rows.length === 0) return [];
  return [
    'sequenceDiagram',
    ...[...ROLES]
      .reverse()
      .map((role) => `  participant ${role} as ${label(cut(names[role], LONGEST_LABEL))}`),
    ...inGroups(rows).flatMap(({ kind, indexes }) =>
      kind === 'folded' ? [leftOut(indexes.length)] : indexes.map((index) => line(rows[index])),
    ),
  ].slice(0, MOST_ROWS);
}

function leftOut(count: number): string {
  return `  Note over client,server: ${label(`${count} more`)}`;
}

function line(row: Row | undefined): string {
  if (row === undefined) return '';
  const { kind, from, lost, bytes } = row;
  const size = bytes === undefined ? '' : `  ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const marks = lost.length === 0 ? '' : ` ✗ ${lost.map(visible).join(', ')}`;
  const text = label(cut(row.label, LONGEST_LABEL) + size + cut(marks, LONGEST_LABEL));
  if (kind === 'note') return `  Note over ${from}: ${text}`;
  const to = from === 'client' ? 'server' : 'client';
  return `  ${from}${kind === 'packet' ? '->>' : '-x'}${to}: ${text}`;
}

/**
 * Anything but letters, digits and what has no meaning to Mermaid as its number. The words `end` and `#` would end a block
 * or begin an entity; as numbers they are text.
 */
function label(text: string): string {
  const shown = visible(text).replace(
    /[^A-Za-z0-9 .,_/-]/gu,
    (character) => `#${character.codePointAt(0) ?? 63};`,
  );
  return shown.replace(/\bend\b/gi, (word) => `#${word.charCodeAt(0)};${word.slice(1)}`);
}
