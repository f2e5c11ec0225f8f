/** The calls of a program as a table that opens on demand. */
import type { ShownProgram } from '../../../judge/result.ts';
import { callTableOf, type CallLine } from '../../calls.ts';
import { programName } from '../../words.ts';
import { counted } from '../parts.tsx';

export function Calls({ program }: { program: ShownProgram }) {
  const table = callTableOf(program);
  if (table === undefined) return null;
  const { made, open, gaps } = table;
  return (
    <details class="aside calls">
      <summary>Socket calls ({made.length === 0 ? 'none' : counted(made.length, 'line')})</summary>
      {made.length + open.length > 0 && (
        <table aria-label={`Socket calls of ${programName(program)}`}>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Call</th>
              <th scope="col">Socket</th>
              <th scope="col">About</th>
            </tr>
          </thead>
          <tbody>
            {[...made, ...open].map((line) => (
              <Line line={line} />
            ))}
          </tbody>
        </table>
      )}
      {gaps.map((text) => (
        <p class="quiet">{text}</p>
      ))}
    </details>
  );
}

function Line({ line: { at, call, socket, what, kind } }: { line: CallLine }) {
  return (
    <tr class={kind}>
      <td>{at}</td>
      <td>{call}</td>
      <td>{socket}</td>
      <td>{what}</td>
    </tr>
  );
}
