/**
 * Student text, made safe and visible. Everything that a program printed or sent, and every name it chose, passes
 * through here before a person sees it: what a terminal would obey (escape sequences, carriage returns, letters that
 * turn the writing direction) comes out as a mark, and so does what could not be seen at all.
 */
import type { Bytes } from '../judge/result.ts';

/** U+2400 to U+2421 picture the control characters that they are numbered after (Unicode, Control Pictures). */
const PICTURES = 0x2400;
const DELETE_PICTURE = '␡';

/**
 * C0, DEL and C1 controls; letters without a width of their own that hide or reorder their neighbours (soft hyphen,
 * joiners, bidi marks, embeddings and isolates, separators, tags, the byte order mark); halves of surrogate pairs.
 */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u{034F}\u{115F}\u{1160}\u{17B4}\u{17B5}\u{3164}\u{FFA0}\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;

/** More marks on one letter than any script uses (Unicode UAX #15 bounds them at 30) only smear the lines around it. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** `text` as one line that a terminal shows and does not obey. LF, CR and NUL become ␊, ␍ and ␀. */
export function visible(text: string): string {
  return text.replace(UNSEEN, mark).replace(STACKED_MARKS, '$1');
}

/** `text` as the lines that a person reads, each of them visible; a line end is LF or CRLF. */
export function visibleLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map(visible);
}

/** The bytes of a message as one line. What is not UTF-8 is shown byte by byte as `\xNN`. */
export function visibleBytes(bytes: Bytes): string {
  const text = bytes.base64 === undefined ? visible(bytes.text) : fromBase64(bytes.base64);
  return bytes.cut ? `${text}…` : text;
}

/** The bytes themselves. */
export function rawBytes({ text, base64 }: Bytes): Buffer {
  return base64 === undefined ? Buffer.from(text, 'utf8') : Buffer.from(base64, 'base64');
}

function mark(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(PICTURES + code);
  if (code === 0x7f) return DELETE_PICTURE;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** A well-formed sequence of several bytes (RFC 3629, section 4), or else one byte above 7F that belongs to none. */
const MULTIBYTE =
  /[\xC2-\xDF][\x80-\xBF]|\xE0[\xA0-\xBF][\x80-\xBF]|[\xE1-\xEC\xEE\xEF][\x80-\xBF]{2}|\xED[\x80-\x9F][\x80-\xBF]|\xF0[\x90-\xBF][\x80-\xBF]{2}|[\xF1-\xF3][\x80-\xBF]{3}|\xF4[\x80-\x8F][\x80-\xBF]{2}|[\x80-\xFF]/g;

function fromBase64(base64: string): string {
  // Read as Latin-1 each byte is one character, so that a regular expression may cut UTF-8 into its sequences.
  const latin1 = Buffer.from(base64, 'base64').toString('latin1');
  const text = latin1.replace(MULTIBYTE, (sequence) => {
    if (sequence.length > 1) return Buffer.from(sequence, 'latin1').toString('utf8');
    return `\\x${sequence.charCodeAt(0).toString(16)}`;
  });
  return visible(text);
}
