/** Where two messages part: one above the other, with a caret under the first byte that differs (counted from 1). */
import type { Bytes, Check } from '../../judge/result.ts';
import { rawBytes, visibleBytes } from '../visible.ts';
import { columnsOf, fit, padStart } from './width.ts';

const EXPECTED = 'expected  ';
const ACTUAL = 'got       ';
/** Bytes shown before the difference where the messages are long: as many of these as leave room for what follows. */
const BYTES_BEFORE = [24, 12, 6, 3, 0];

/** No lines where a check has no difference, or what is expected is not shown. */
export function renderDifference({ difference }: Check, columns: number): string[] {
  if (difference?.expected === undefined) return [];
  const { expected, actual, offset } = difference;
  const room = columns - ACTUAL.length;
  const longest = Math.max(columnsOf(visibleBytes(expected)), columnsOf(visibleBytes(actual)));
  const from = longest <= room ? 0 : windowStart(actual, offset, room);
  const lead = leadOf(from);
  const line = (bytes: Bytes) => fit(lead + visibleBytes(slice(bytes, from)), room);
  const caret = ACTUAL.length + columnsOf(lead + visibleBytes(slice(actual, from, offset)));
  return [`${EXPECTED}${line(expected)}`, `${ACTUAL}${line(actual)}`, caretLine(caret, offset, columns)];
}

/** The byte at which the shown part begins, so that the difference is in it. */
function windowStart(actual: Bytes, offset: number, room: number): number {
  const starts = BYTES_BEFORE.map((bytes) => letterStart(actual, Math.max(0, offset - bytes)));
  const isInside = (from: number) =>
    columnsOf(leadOf(from) + visibleBytes(slice(actual, from, offset))) < room / 2;
  return starts.find(isInside) ?? offset;
}

function leadOf(from: number): string {
  return from > 0 ? '…' : '';
}

function caretLine(caret: number, offset: number, columns: number): string {
  const behind = `${' '.repeat(caret)}^ byte ${offset + 1}`;
  return behind.length <= columns ? behind : padStart(`byte ${offset + 1} ^`, caret + 1);
}

function slice(bytes: Bytes, from: number, to?: number): Bytes {
  const part = rawBytes(bytes).subarray(from, to);
  const rest = { length: part.length, text: part.toString('utf8'), base64: part.toString('base64') };
  return bytes.cut && to === undefined ? { ...rest, cut: true } : rest;
}

/** The offset of the letter that `offset` lies in (RFC 3629: continuation bytes are 10xxxxxx). */
function letterStart(bytes: Bytes, offset: number): number {
  const raw = rawBytes(bytes);
  let start = offset;
  while (start > 0 && ((raw[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
