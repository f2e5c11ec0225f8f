import { describe, expect, it } from 'vitest';
import { visible, visibleBytes, visibleLines } from '../../harness/report/visible.ts';

describe('visible', () => {
  it.each([
    ['a line end', 'bye\r\n', 'bye␍␊'],
    ['NUL padding', 'HELLO\0\0', 'HELLO␀␀'],
    ['a tab and a bell', '\t\x07', '␉␇'],
    ['an escape sequence that clears the screen', '\x1b[2J\x1b[1;31mPASS', '␛[2J␛[1;31mPASS'],
    ['the one-byte escape of C1', '\x9b2J', '<U+009B>2J'],
    ['an override of the writing direction', 'exe.\u202Etxt', 'exe.<U+202E>txt'],
    ['isolates', '\u2066a\u2069', '<U+2066>a<U+2069>'],
    ['letters without a width', 'HEL\u200BLO\uFEFF', 'HEL<U+200B>LO<U+FEFF>'],
    ['half a surrogate pair', 'a\uD800b', 'a<U+D800>b'],
    ['a line separator', 'a\u2028b', 'a<U+2028>b'],
    ['tag characters', 'a\u{E0041}', 'a<U+E0041>'],
    ['delete', '\x7f', '␡'],
  ])('marks %s', (_what, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it.each(['hello WORLD 123', 'größer', '你好', 'שלום', '👋', 'e\u0301'])('leaves %s as it is', (text) => {
    expect(visible(text)).toBe(text);
  });

  it('keeps no more than four marks on one letter', () => {
    expect(visible(`Z${'\u0351'.repeat(500)}!`)).toBe(`Z${'\u0351'.repeat(4)}!`);
  });

  it('lets no control character of any plane through', () => {
    const all = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code)).join('');
    expect(visible(all)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  });
});

describe('visibleLines', () => {
  it('takes LF and CRLF as line ends and marks a lone CR, which would overwrite the line', () => {
    expect(visibleLines('one\r\ntwo\nFAIL\rPASS\n')).toEqual(['one', 'two', 'FAIL␍PASS']);
  });
});

describe('visibleBytes', () => {
  const bytes = (...values: number[]) => {
    const buffer = Buffer.from(values);
    return { length: buffer.length, text: buffer.toString('utf8'), base64: buffer.toString('base64') };
  };

  it('shows what is not UTF-8 byte by byte, and the letters around it as letters', () => {
    expect(visibleBytes(bytes(0x48, 0xc3, 0xa9, 0xff, 0x80, 0x0a))).toBe('Hé\\xff\\x80␊');
  });

  it('does not take overlong forms and surrogates for letters', () => {
    expect(visibleBytes(bytes(0xc0, 0xaf, 0xed, 0xa0, 0x80))).toBe('\\xc0\\xaf\\xed\\xa0\\x80');
  });

  it('says that only the beginning is there', () => {
    expect(visibleBytes({ length: 9000, text: 'abc', cut: true })).toBe('abc…');
  });
});
