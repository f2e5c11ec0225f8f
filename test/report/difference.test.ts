import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../harness/judge/result.ts';
import { renderDifference } from '../../harness/report/terminal/difference.ts';
import { bytes, check } from './sample-results.ts';

const raw = (...values: number[]): Bytes => {
  const buffer = Buffer.from(values);
  return { length: buffer.length, text: buffer.toString('utf8'), base64: buffer.toString('base64') };
};

const shown = (expected: Bytes, actual: Bytes, offset: number, columns = 60) =>
  renderDifference(check({ difference: { expected, actual, offset } }), columns);

describe('a difference', () => {
  it('has a caret under the first byte that differs', () => {
    expect(shown(bytes('HELLO WORLD'), bytes('HELLo WORLD'), 4)).toEqual([
      'expected  HELLO WORLD',
      'got       HELLo WORLD',
      '              ^ byte 5',
    ]);
  });

  it('counts columns where letters are wide, and bytes where they are counted', () => {
    expect(shown(bytes('你好A'), bytes('你好B'), 6).at(-1)).toBe('              ^ byte 7');
  });

  it('shows what cannot be seen', () => {
    expect(shown(bytes('BYE'), bytes('BYE\r\n'), 3)).toEqual([
      'expected  BYE',
      'got       BYE␍␊',
      '             ^ byte 4',
    ]);
  });

  it('shows bytes that are no text', () => {
    expect(shown(bytes('HI'), raw(0x48, 0xff), 1)).toEqual([
      'expected  HI',
      'got       H\\xff',
      '           ^ byte 2',
    ]);
  });

  it('of long messages is shown with what stands around it', () => {
    const before = 'a'.repeat(3000);
    const lines = shown(bytes(`${before}X${before}`), bytes(`${before}Y${before}`), 3000, 60);
    expect(lines).toEqual([
      'expected  …aaaaaaaaaaaaXaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…',
      'got       …aaaaaaaaaaaaYaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…',
      `${' '.repeat(23)}^ byte 3001`,
    ]);
  });

  it('stays within its columns, marks included', () => {
    const before = '\u200b'.repeat(1000);
    for (const line of shown(bytes(`${before}X`), bytes(`${before}Y`), 3000, 40)) {
      expect(line.length).toBeLessThanOrEqual(40);
    }
  });

  it('is not shown where the task keeps what is expected to itself', () => {
    expect(renderDifference(check({ difference: { actual: bytes('x'), offset: 0 } }), 60)).toEqual([]);
  });
});
