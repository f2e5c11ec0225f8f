/** Text in columns. A letter may take none (a combining mark), one, or two of them (CJK, emoji): UAX #11. */
import stringWidth from 'string-width';

const ELLIPSIS = '…';

/** Code units of a letter with all its marks, so that a text of megabytes is not measured to be cut. */
const LONGEST_LETTER = 16;

/** Columns that `text` takes; colours take none. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/** `text` cut to at most `columns`, with an ellipsis where something is missing. For text without colours. */
export function fit(text: string, columns: number): string {
  if (text.length <= columns * LONGEST_LETTER && columnsOf(text) <= columns) return text;
  return head(text, columns - 1) + ELLIPSIS;
}

/** The longest beginning of `text` that takes at most `columns`. */
function head(text: string, columns: number): string {
  let taken = '';
  let width = 0;
  for (const { segment } of graphemes.segment(text.slice(0, columns * LONGEST_LETTER))) {
    width += columnsOf(segment);
    if (width > columns) break;
    taken += segment;
  }
  return taken;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** `text` with blanks behind it up to `columns`; text that is wider stays as it is. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;
}

/** More lines than a person reads in one piece. */
const MOST_LINES = 12;

/**
 * `text` broken at blanks into lines of at most `columns`; a word that is wider is broken where the line ends. Of a
 * text that is very long only the beginning is there.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words(text, columns)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (columnsOf(longer) <= columns) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
    if (lines.length === MOST_LINES)
      return [...lines.slice(0, -1), `${fit(lines.at(-1) ?? '', columns - 1)}${ELLIPSIS}`];
  }
  return line === '' ? lines : [...lines, line];
}

function* words(text: string, columns: number): Generator<string> {
  for (const word of text.slice(0, MOST_LINES * columns * LONGEST_LETTER).split(' ')) {
    let rest = word;
    while (columnsOf(rest.slice(0, columns * LONGEST_LETTER)) > columns) {
      const piece = head(rest, columns) || rest;
      yield piece;
      rest = rest.slice(piece.length);
    }
    yield rest;
  }
}
