/**
 * Student text in GitHub's Markdown. It can name nobody, link to nothing, close no fence and open no tag: what it is made
 * of comes out as the characters that it is made of.
 */
import { visible } from '../visible.ts';
import { cut } from '../exports/tests.ts';

/** Every ASCII punctuation character may be escaped (GitHub Flavored Markdown, section 2.4). */
const PUNCTUATION = /[\\`*_{}[\]()<>#+\-.!|~&$]/g;

/**
 * GitHub looks for these in what Markdown has already been made of, so that no escape keeps it from them: mentions,
 * numbers of issues, addresses, emoji. A space without a width behind their first character does.
 */
const REFERENCES = /@|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)|:(?=[\w+-]+:)/gi;
const NO_WIDTH = '\u200b';

const USUAL_LENGTH = 600;

/** `text` as a piece of a line, also in a cell of a table. */
export function plain(text: string, longest = USUAL_LENGTH): string {
  const safe = cut(visible(text), longest).replace(REFERENCES, (reference) => reference + NO_WIDTH);
  return safe.replace(PUNCTUATION, '\\$&');
}

/** `text` as code in a line; in code GitHub looks for no references. Not for tables, where a `|` would end the cell. */
export function code(text: string, longest = USUAL_LENGTH): string {
  const shown = cut(visible(text), longest);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const isPadded = /^[ `]|[ `]$/.test(shown);
  if (shown.trim() === '') return '(empty)';
  return isPadded ? `${fence} ${shown} ${fence}` : fence + shown + fence;
}

/** Lines as a block of code, each cut where it is long. */
export function block(lines: readonly string[], language = ''): string {
  const shown = lines.map((line) => cut(visible(line), USUAL_LENGTH));
  const fence = '`'.repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)));
  return [`${fence}${language}`, ...shown, fence].join('\n');
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
