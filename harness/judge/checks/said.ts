/** The ruling on a message that the student's program said: its points, and what differs from what is asked for. */
import type { Message } from '../../spec/task.ts';
import { beforeNul, saysNothing, textOf } from '../compare/bytes.ts';
import { echoWords } from '../compare/echo.ts';
import { firstDifference } from '../compare/liken.ts';
import type { Check } from '../result.ts';
import { fail, pass, type Ruling } from '../ruling.ts';
import { shownBytes } from '../show.ts';
import type { Found } from '../speech/split.ts';
import { eventAt } from '../speech/turns.ts';
import { byteName, quoted, The } from '../words.ts';
import type { Fault } from './faults.ts';

/** The message as far as the student may know it: what was said, else what is to be said. */
export function shown(message: Message, bytes?: Buffer): string {
  if (message.details !== 'full') return 'its message';
  if (message.says.kind === 'icmp')
    return bytes ? echoWords(bytes) : `its ${message.says.icmp.replace('-', ' ')}`;
  return bytes ? quoted(textOf(bytes)) : toBeSaid(message.says);
}

function toBeSaid(says: Message['says']): string {
  switch (says.kind) {
    case 'text':
      return quoted(says.text);
    case 'reply':
    case 'as-reference':
      return 'its answer';
    case 'time':
      return 'the time';
    case 'file':
      return `the file ${says.file.name}`;
    case 'request':
      return `its request for ${says.target}`;
    case 'response':
      return 'its response';
    case 'typed':
      return 'the line that a person types';
    case 'any':
    case 'pattern':
    case 'icmp':
      return 'its message';
  }
}

export function ruleSaid(found: Found, faults: Fault[]): Ruling {
  const { message, turn, likeness } = found;
  const [first] = faults;
  if (!first) {
    const note = likeness.kind === 'same' && likeness.note !== undefined ? ` ${likeness.note}` : '';
    return pass(`${The(message.from)} said ${shown(message, turn.bytes)}.${note}`);
  }
  const share = faults.reduce((left, fault) => left * fault.keeps, 1);
  const place = placeOf(found);
  if (message.details !== 'full') {
    // Where it begins to differ would tell how much of it is right: enough to guess the rest letter by letter.
    return fail({ kind: 'withheld', by: message.from }, withheldMessage(found, share), {
      share,
      at: at(found, 0),
    });
  }
  const details = { share, at: at(found, place), ...differenceOf(found, place) };
  const words = faults.map((fault) => fault.words).join('; ');
  const told = message.says.kind === 'icmp' ? echoWords(turn.bytes) : quoted(beforeNul(turn.bytes));
  const heard = `${The(message.from)} said ${told}; ${words}.`;
  return fail(first.cause, `${heard}${wanted(found, place)}`, details);
}

/** Says no more than the task allows: not even how the text differs, from which it could be guessed. */
function withheldMessage({ message, turn }: Found, share: number): string {
  const who = The(message.from);
  const like = share > 0 ? 'is only partly' : 'is not';
  if (message.details === 'none') return `What ${who.toLowerCase()} said ${like} what the task asks for.`;
  return `${who} said ${quoted(beforeNul(turn.bytes))}, which ${like} what the task asks for.`;
}

/** The first byte that differs: its place in what was said; undefined where the texts do not differ. */
function placeOf({ turn, expected, likeness }: Found): number | undefined {
  if (likeness.kind === 'same') return undefined;
  const right = expected?.texts[0];
  return right ? firstDifference(turn.bytes, right) : 0;
}

function at({ turn }: Found, place: number | undefined): NonNullable<Check['at']> {
  const event = eventAt(turn, place ?? 0);
  return { connection: turn.connection, ...(event === undefined ? {} : { event }) };
}

/** Where it goes wrong, and what is expected. */
function wanted({ turn, expected, likeness }: Found, place: number | undefined): string {
  if (!expected || place === undefined) return '';
  const right = expected.texts[0];
  const asked = ` Expected: ${expected.words}.`;
  if (!right || likeness.kind === 'extra' || saysNothing(turn.bytes)) return asked;
  const [is, should] = [turn.bytes[place], right[place]];
  if (is === undefined || should === undefined) return asked;
  return ` Byte ${place + 1} is ${byteName(is)}, not ${byteName(should)}.${asked}`;
}

function differenceOf({ turn, expected }: Found, offset: number | undefined): Pick<Check, 'difference'> {
  if (offset === undefined) return {};
  const actual = shownBytes(expected?.binary ? turn.bytes : beforeNul(turn.bytes));
  const right = expected?.texts[0];
  return { difference: { ...(right && { expected: shownBytes(right) }), actual, offset } };
}
