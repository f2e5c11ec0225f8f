/** Bytes as a person reads them who wants to see each one. */
import type { Bytes } from '../judge/result.ts';
import { rawBytes } from './visible.ts';

const BYTES_A_LINE = 16;

/** Offset, bytes in hexadecimal, and what of them is printable ASCII, as `hexdump -C` has it. */
export function hexDump(bytes: Bytes): string[] {
  const raw = rawBytes(bytes);
  const lines = [];
  for (let offset = 0; offset < raw.length; offset += BYTES_A_LINE) {
    const row = raw.subarray(offset, offset + BYTES_A_LINE);
    const hex = [...row].map((byte) => byte.toString(16).padStart(2, '0'));
    const halves = [hex.slice(0, BYTES_A_LINE / 2).join(' '), hex.slice(BYTES_A_LINE / 2).join(' ')];
    const text = row.toString('latin1').replace(/[^ -~]/g, '.');
    const columns = BYTES_A_LINE * 3;
    lines.push(`${offset.toString(16).padStart(4, '0')}  ${halves.join('  ').padEnd(columns)}  |${text}|`);
  }
  return lines;
}
