/** Where two messages part: one above the other, marked from the first byte that differs. */
import type { Bytes, Check } from '../../../judge/result.ts';
import { rawBytes, visibleBytes } from '../../visible.ts';

/** Bytes before the difference, and from it on, that are shown of long messages. */
const BEFORE = 60;
const BEHIND = 240;

export function Difference({ of }: { of: NonNullable<Check['difference']> }) {
  const { expected, actual, offset } = of;
  if (expected === undefined) return null;
  return (
    <dl class="difference">
      <dt>expected</dt>
      <dd>
        <Parted bytes={expected} offset={offset} />
      </dd>
      <dt>got</dt>
      <dd>
        <Parted bytes={actual} offset={offset} />
        <span class="quiet"> differs from byte {offset + 1} on</span>
      </dd>
    </dl>
  );
}

function Parted({ bytes, offset }: { bytes: Bytes; offset: number }) {
  const raw = rawBytes(bytes);
  const at = letterStart(raw, offset);
  const from = at > BEFORE ? letterStart(raw, at - BEFORE) : 0;
  const to = letterStart(raw, at + BEHIND);
  const rest = text(raw.subarray(at, to));
  return (
    <code>
      {from > 0 ? '…' : ''}
      {text(raw.subarray(from, at))}
      {rest === '' ? <mark class="nothing">nothing more</mark> : <mark>{rest}</mark>}
      {bytes.cut || to < raw.length ? '…' : ''}
    </code>
  );
}

function text(part: Buffer): string {
  return visibleBytes({ length: part.length, text: '', base64: part.toString('base64') });
}

/** The offset of the letter that `offset` lies in (RFC 3629: continuation bytes are 10xxxxxx). */
function letterStart(raw: Buffer, offset: number): number {
  let start = Math.min(offset, raw.length);
  while (start > 0 && ((raw[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
