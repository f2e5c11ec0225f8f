/** Turns, frames, and what may stand around a text. */
import { describe, expect, test } from 'vitest';
import type { WireEvent } from '../../harness/capture/record.ts';
import { lengthPrefixed } from '../../harness/judge/compare/bytes.ts';
import { clockText, readIso, saysNow } from '../../harness/judge/compare/time.ts';
import { framesOf } from '../../harness/judge/speech/frames.ts';
import { eventAt, turnsOf } from '../../harness/judge/speech/turns.ts';
import type { Framing, Role } from '../../harness/spec/task.ts';

function events(...said: [Role, string][]): WireEvent[] {
  return said.map(([from, text], index) => ({
    kind: 'data',
    at: index,
    from,
    bytes: Buffer.from(text, 'latin1'),
  }));
}

const turns = (...said: [Role, string][]) => turnsOf([{ id: 1, events: events(...said) }]);
const texts = (list: { from: Role; bytes: Buffer }[]) =>
  list.map(({ from, bytes }) => [from, bytes.toString('latin1')]);

describe('turns', () => {
  test('the bytes of one side until the other speaks, however they were cut', () => {
    const cut = turns(['client', 'HEL'], ['client', 'LO'], ['server', 'hi'], ['client', 'x']);
    expect(texts(cut)).toEqual([
      ['client', 'HELLO'],
      ['server', 'hi'],
      ['client', 'x'],
    ]);
    expect(cut.map(({ start }) => start)).toEqual([0, 0, 5]);
  });

  test('each byte knows the event that brought it', () => {
    const [turn] = turns(['client', 'HEL'], ['client', 'LO']);
    expect([0, 2, 3, 4].map((offset) => eventAt(turn!, offset))).toEqual([0, 0, 1, 1]);
  });

  test('empty data is nothing', () => {
    expect(turns(['client', ''], ['server', 'hi'], ['client', ''], ['server', '!'])).toHaveLength(1);
  });

  test('a runaway is bounded', () => {
    const many = Array.from({ length: 5000 }, (_, index): [Role, string] => [
      index % 2 ? 'server' : 'client',
      'x',
    ]);
    expect(turns(...many).length).toBeLessThan(1000);
  });
});

describe('frames', () => {
  const frames = (framing: Framing, ...said: [Role, string][]) =>
    framesOf(turns(...said), framing).map(({ bytes, unframed }) => [
      bytes.toString('latin1'),
      unframed ?? false,
    ]);

  test('lines', () => {
    expect(frames({ kind: 'line' }, ['client', 'a\nb\r\nc'])).toEqual([
      ['a\n', false],
      ['b\r\n', false],
      ['c', true],
    ]);
  });
  test('binary lengths, both byte orders', () => {
    const big = { kind: 'length-prefix', bytes: 4, order: 'big' } as const;
    expect(frames(big, ['client', '\0\0\0\x02hi\0\0\0\x01!'])).toEqual([
      ['hi', false],
      ['!', false],
    ]);
    expect(frames({ ...big, order: 'little' }, ['client', '\x02\0\0\0hi'])).toEqual([['hi', false]]);
  });
  test('a length that promises more than there is', () => {
    const two = { kind: 'length-prefix', bytes: 2, order: 'big' } as const;
    expect(frames(two, ['client', '\xff\xffhi'])).toEqual([['\xff\xffhi', true]]);
    expect(frames(two, ['client', 'h'])).toEqual([['h', true]]);
  });
  test('until close: all that a side said', () => {
    expect(frames({ kind: 'until-close' }, ['client', 'a'], ['server', 'x'], ['client', 'b'])).toEqual([
      ['ab', false],
      ['x', false],
    ]);
  });
});

describe('length prefixes where the task leaves them open', () => {
  const found = (text: string): string[] =>
    lengthPrefixed(Buffer.from(text, 'latin1')).map((one) => one.text.toString('latin1'));

  test.each([
    '\x05HELLO',
    '\0\x05HELLO',
    '\0\0\0\x05HELLO',
    '\x05\0\0\0HELLO',
    '5HELLO',
    '05HELLO',
    '5   HELLO',
    '  5 HELLO',
  ])('%j', (text) => {
    expect(found(text)).toContain('HELLO');
  });
  test.each(['\0\x06HELLO', '4HELLO', '0004HELLO', 'HELLO', '', '7', '99999999999999999999HELLO'])(
    '%j is none',
    (text) => {
      expect(found(text)).not.toContain('HELLO');
    },
  );
  test('a text that begins with a digit', () => {
    expect(found('53 men')).toContain('3 men');
  });
});

describe('the clock', () => {
  const moment = readIso('2026-03-01T14:05:06.250+01:00')!;

  test('is read with its offset', () => {
    expect(moment).toEqual({ epochMs: Date.UTC(2026, 2, 1, 13, 5, 6, 250), offsetMinutes: 60 });
    expect(readIso('2026-03-01T14:05:06Z')?.offsetMinutes).toBe(0);
    expect(readIso('2026-03-01T14:05:06-05:30')?.offsetMinutes).toBe(-330);
    expect(readIso('now')).toBeUndefined();
  });

  test.each([
    ['%d/%m/%Y %H:%M:%S', '01/03/2026 14:05:06'],
    ['%a %b %e %T %Y', 'Sun Mar  1 14:05:06 2026'],
    ['%A, %d %B %y', 'Sunday, 01 March 26'],
    ['%I:%M %p', '02:05 PM'],
    ['%F %j 100%%', '2026-03-01 060 100%'],
    ['%D', '03/01/26'],
  ])('%s', (format, text) => {
    expect(clockText(format, moment)).toBe(text);
    expect(saysNow(text, format, moment, 0)).toBe(true);
    expect(saysNow(`${text}.`, format, moment, 0)).toBe(false);
  });

  test('either way, and no further', () => {
    const says = (text: string): boolean => saysNow(text, '%T', moment, 5);
    expect(says('14:05:11') && says('14:05:01')).toBe(true);
    expect(says('14:05:12') || says('14:05:00') || says('15:05:06')).toBe(false);
  });

  test('a coarse format over the turn of its unit', () => {
    const late = readIso('2026-03-01T14:05:58+00:00')!;
    expect(saysNow('14:06', '%H:%M', late, 5)).toBe(true);
    expect(saysNow('14:07', '%H:%M', late, 5)).toBe(false);
    expect(saysNow('02/03/2026', '%d/%m/%Y', readIso('2026-03-01T23:59:58Z')!, 5)).toBe(true);
  });
});
