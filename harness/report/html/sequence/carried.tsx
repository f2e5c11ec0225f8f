/** What an arrow carried: as text, and byte by byte. */
import type { Bytes } from '../../../judge/result.ts';
import { hexDump } from '../../hex.ts';
import { visibleBytes } from '../../visible.ts';
import { counted } from '../parts.tsx';

/** A page has room for so many bytes of a conversation in hexadecimal: a run may carry megabytes. */
const MOST_BYTES = 16 * 1024;

/** Bytes that may still be shown in hexadecimal. */
export class HexBudget {
  #left = MOST_BYTES;

  /** True as long as there is room; takes it. */
  take(bytes: number): boolean {
    this.#left -= bytes;
    return this.#left >= 0;
  }
}

export function Carried({ data, budget }: { data: Bytes; budget: HexBudget }) {
  const kept = Buffer.byteLength(data.text);
  const isShown = budget.take(kept);
  return (
    <div class="carried">
      <h5>
        As text{' '}
        <span class="quiet">
          ({counted(data.length, 'byte')}
          {data.cut ? ', of which the first are kept' : ''})
        </span>
      </h5>
      <pre class="bytes">{inLines(visibleBytes(data))}</pre>
      <h5>In hexadecimal</h5>
      {isShown ? (
        <pre class="hex">{hexDump(data).join('\n')}</pre>
      ) : (
        <p class="quiet">
          Left out of this page, which has shown many bytes already: <code>grade show RESULT --full</code>{' '}
          prints it.
        </p>
      )}
    </div>
  );
}

/** A visible line feed stays, and the line ends behind it. */
function inLines(text: string): string {
  return text.replaceAll('␊', '␊\n');
}
