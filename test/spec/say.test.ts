import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../harness/spec/random.ts';
import { sayText, typedLines } from '../../harness/spec/say.ts';
import { formatTime, timeLetters } from '../../harness/spec/time-format.ts';
import type { ReplyFunction, Says } from '../../harness/spec/task.ts';

const now = new Date(2026, 2, 5, 0, 7, 9);
const say = (says: Says, heard = '') => sayText(says, heard, { now });

describe('what the reference says', () => {
  test.each<[Says, string]>([
    [{ kind: 'text', text: 'HELLO' }, 'HELLO'],
    [{ kind: 'typed', typed: 'word', text: 'quietriver' }, 'quietriver'],
    [{ kind: 'pattern', pattern: '\\d+', example: '42' }, '42'],
    [{ kind: 'any', example: 'anything' }, 'anything'],
    [{ kind: 'time', format: '%d/%m/%Y %H:%M:%S', withinSeconds: 5 }, '05/03/2026 00:07:09'],
  ])('%j', (says, text) => {
    expect(say(says, 'heard')).toBe(text);
  });

  test.each<[ReplyFunction, string, string]>([
    ['upper', 'quiet river', 'QUIET RIVER'],
    ['lower', 'Quiet RIVER', 'quiet river'],
    ['same', 'Quiet', 'Quiet'],
    ['reverse', 'aß🙂', '🙂ßa'],
    ['length', 'aß🙂', '3'],
    // A program that reads lines waits for the line end.
    ['upper', 'quiet\r\n', 'QUIET\r\n'],
    ['reverse', 'abc\n', 'cba\n'],
    ['length', 'abc\n', '3\n'],
    // A program in C that sends its whole buffer.
    ['upper', 'quiet\0\0PATH=x', 'QUIET'],
    ['upper', 'quiet\n\0\0', 'QUIET\n'],
  ])('%s of %j is %j', (reply, heard, text) => {
    expect(say({ kind: 'reply', reply }, heard)).toBe(text);
  });
});

test('a person types what is typed, and what a program may ask for, line by line', () => {
  expect(typedLines({ kind: 'typed', typed: 'line', text: 'Packet 7' })).toEqual(['Packet 7']);
  expect(typedLines({ kind: 'text', text: 'one\r\ntwo\n' })).toEqual(['one', 'two']);
  expect(typedLines({ kind: 'any', example: 'x' })).toEqual(['x']);
  expect(typedLines({ kind: 'reply', reply: 'upper' })).toEqual([]);
  expect(typedLines({ kind: 'time', format: '%H', withinSeconds: 5 })).toEqual([]);
});

describe('times in the letters of strftime(3)', () => {
  test('each letter', () => {
    const all = timeLetters.map((letter) => `${letter}=${formatTime(letter, now)}`);
    expect(all).toEqual([
      ...['%a=Thu', '%A=Thursday', '%b=Mar', '%B=March', '%d=05', '%D=03/05/26', '%e= 5', '%F=2026-03-05'],
      ...[
        '%H=00',
        '%I=12',
        '%j=064',
        '%m=03',
        '%M=07',
        '%p=AM',
        '%S=09',
        '%T=00:07:09',
        '%y=26',
        '%Y=2026',
        '%%=%',
      ],
    ]);
  });

  test('%j counts days, whatever daylight saving does', () => {
    expect(formatTime('%j', new Date(2026, 0, 1, 0, 0))).toBe('001');
    expect(formatTime('%j', new Date(2026, 6, 1, 23, 59))).toBe('182');
    expect(formatTime('%j', new Date(2024, 11, 31, 12, 0))).toBe('366');
  });
});

describe('chance', () => {
  test('is the same for the same seed and label, and only for these', () => {
    const draw = (seed: number, label: string) => {
      const random = seededRandom(seed, label);
      return Array.from({ length: 8 }, () => random.below(1000));
    };
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
  });

  test('reaches every number below the limit, about as often as another', () => {
    const random = seededRandom(3, 'spread');
    const counts = [0, 0, 0, 0, 0];
    for (let draw = 0; draw < 5000; draw++) counts[random.below(5)]! += 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
