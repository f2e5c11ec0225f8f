/** How like a text is to what was expected. */
import type { Comparison } from '../../spec/task.ts';
import { HALF } from '../ruling.ts';
import { readings, saysNothing, textOf, withoutOuterBlanks } from './bytes.ts';
import { echoFault, type EchoFault, type EchoSays } from './echo.ts';
import type { Expectation } from './expectation.ts';
import { HALF_RIGHT, httpFault, type HttpFault, type HttpSays } from './http.ts';
import { saysNow, timeForm, USUAL_FORMS } from './time.ts';

export type Likeness =
  | { kind: 'same'; note?: string }
  /** Only capital and small letters differ. */
  | { kind: 'case' }
  /** The right text stands in it, with more around it; `twice`: the more is the text itself. */
  | { kind: 'extra'; before: string; after: string; twice: boolean; caseDiffers: boolean }
  /** The right time in another form. */
  | { kind: 'time-form' }
  /** A message of HTTP that is not as it should be. */
  | { kind: 'http'; fault: HttpFault }
  /** A message of ICMP that is not as it should be. */
  | { kind: 'echo'; fault: EchoFault }
  /** The right text without the framing that the task asks for. */
  | { kind: 'not-framed' }
  | { kind: 'wrong'; how: 'other' | 'truncated' | 'unchanged' | 'fixed' | 'time-off' | 'empty' };

/** The part of a message's points that a likeness earns. Each fault halves: a text in the wrong case with more around it keeps a quarter. */
export function earned(likeness: Likeness): number {
  switch (likeness.kind) {
    case 'same':
      return 1;
    case 'case':
    case 'time-form':
    case 'not-framed':
      return HALF;
    case 'extra':
      return likeness.caseDiffers ? HALF * HALF : HALF;
    case 'http':
      return HALF_RIGHT.includes(likeness.fault.what) ? HALF : 0;
    case 'echo':
    case 'wrong':
      return 0;
  }
}

/** Texts longer than this are compared whole, but no text is searched for in them. */
const SEARCHED = 64 * 1024;

export function liken(actual: Buffer, expected: Expectation, compare: Comparison): Likeness {
  if (expected.http) return likenHttp(actual, expected.http);
  if (expected.echo) return likenEcho(actual, expected.echo);
  if (expected.binary) return likenBytes(actual, expected);
  const dressed = readings(actual, compare);
  const same = dressed.find(({ text }) => isRight(text, expected, compare));
  if (same) return { kind: 'same', ...(same.note === undefined ? {} : { note: same.note }) };
  if (saysNothing(actual)) return { kind: 'wrong', how: 'empty' };
  const text = dressed[1]?.text ?? actual;
  if (text.length > SEARCHED) return { kind: 'wrong', how: 'other' };
  return expected.time ? likenTime(text, expected.time) : likenText(text, expected);
}

function likenHttp(actual: Buffer, says: HttpSays): Likeness {
  const fault = httpFault(actual, says);
  return fault === undefined ? { kind: 'same' } : { kind: 'http', fault };
}

function likenEcho(actual: Buffer, says: EchoSays): Likeness {
  const fault = echoFault(actual, says);
  return fault === undefined ? { kind: 'same' } : { kind: 'echo', fault };
}

function likenBytes(actual: Buffer, expected: Expectation): Likeness {
  if (expected.texts.some((text) => text.equals(actual))) return { kind: 'same' };
  const cut =
    actual.length > 0 && expected.texts.some((text) => text.subarray(0, actual.length).equals(actual));
  return { kind: 'wrong', how: cut ? 'truncated' : 'other' };
}

function isRight(text: Buffer, expected: Expectation, compare: Comparison): boolean {
  const said = text.toString('utf8');
  if (expected.time) {
    const { format, moment, withinSeconds } = expected.time;
    return saysNow(said, format, moment, withinSeconds);
  }
  if (expected.texts.some((right) => equal(text, right, compare))) return true;
  return expected.accepts?.(said) ?? false;
}

function equal(text: Buffer, right: Buffer, compare: Comparison): boolean {
  if (text.equals(right)) return true;
  const line = compare.ignoreLineEnd ? textOf(right) : right;
  const bare = compare.ignoreOuterBlanks ? withoutOuterBlanks(line) : line;
  if (text.equals(bare)) return true;
  if (compare.ignoreCase && lower(text) === lower(bare)) return true;
  return compare.numberTolerance > 0 && sameNumbers(text.toString('utf8'), bare.toString('utf8'), compare);
}

function lower(text: Buffer): string {
  return text.toString('utf8').toLowerCase();
}

const NUMBER = /(-?\d+(?:\.\d+)?)/;

/** The same text but for numbers that differ by no more than the tolerance. */
function sameNumbers(said: string, right: string, compare: Comparison): boolean {
  const [a, b] = [said.split(NUMBER), right.split(NUMBER)];
  const fold = (text: string): string => (compare.ignoreCase ? text.toLowerCase() : text);
  return (
    a.length === b.length &&
    a.every((part, index) => {
      const other = b[index] ?? '';
      if (index % 2 === 0) return fold(part) === fold(other);
      return Math.abs(Number(part) - Number(other)) <= compare.numberTolerance + 1e-9;
    })
  );
}

function likenText(text: Buffer, expected: Expectation): Likeness {
  if (expected.unchanged?.some((input) => input.equals(text))) return { kind: 'wrong', how: 'unchanged' };
  const rights = expected.texts.map(textOf).filter((right) => right.length > 0);
  if (rights.some((right) => lower(right) === lower(text))) return { kind: 'case' };
  const said = text.toString('utf8');
  for (const caseDiffers of [false, true]) {
    for (const right of rights) {
      const extra = around(said, right.toString('utf8'), caseDiffers);
      if (extra) return { kind: 'extra', ...extra, caseDiffers };
    }
  }
  const truncated = rights.some((right) => right.subarray(0, text.length).equals(text));
  return { kind: 'wrong', how: truncated ? 'truncated' : 'other' };
}

/** Shorter texts, and numbers, are found by chance: they have to stand alone. */
const STANDS_ALONE = 3;

function around(
  said: string,
  right: string,
  foldCase: boolean,
): { before: string; after: string; twice: boolean } | undefined {
  const fold = (text: string): string => (foldCase ? text.toLowerCase() : text);
  const [text, wanted] = [fold(said), fold(right)];
  // A few letters change their length when their case changes; then places in one text mean nothing in the other.
  if (text.length !== said.length || wanted.length !== right.length) return undefined;
  const alone = wanted.length < STANDS_ALONE || /^\d+$/.test(wanted);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const [before, after] = [said.slice(0, at), said.slice(at + wanted.length)];
    if (alone && (/[\p{L}\p{N}]$/u.test(before) || /^[\p{L}\p{N}]/u.test(after))) continue;
    const twice = text.split(wanted).every((rest) => rest.trim() === '');
    return { before, after, twice: twice && text !== wanted && text.split(wanted).length > 2 };
  }
  return undefined;
}

function likenTime(text: Buffer, time: NonNullable<Expectation['time']>): Likeness {
  const said = text.toString('utf8');
  const found = timeForm(time.format).exec(said);
  const says = (words: string, format: string): boolean =>
    saysNow(words, format, time.moment, time.withinSeconds);
  if (found) {
    const at = found.index;
    const extra = { before: said.slice(0, at), after: said.slice(at + found[0].length) };
    if (!says(found[0], time.format)) return { kind: 'wrong', how: 'time-off' };
    return { kind: 'extra', ...extra, twice: false, caseDiffers: false };
  }
  const other = USUAL_FORMS.some((format) => {
    const words = timeForm(format).exec(said)?.[0];
    return words !== undefined && says(words, format);
  });
  return other ? { kind: 'time-form' } : { kind: 'wrong', how: 'other' };
}

/** Bytes that are the same from the start. */
export function firstDifference(a: Buffer, b: Buffer): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) if (a[at] !== b[at]) return at;
  return shorter;
}
