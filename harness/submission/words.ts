/** Words that a person types to end a program, as its source compares them. */
import type { Source } from './languages/language.ts';

const LEAVE_WORDS = new Set(
  [
    'exit',
    'quit',
    'bye',
    'q',
    'x',
    'stop',
    'end',
    'close',
    'disconnect',
    'leave',
    'logout',
    'terminate',
  ].concat([
    'goodbye',
    'good bye',
    'finish',
    'done',
    'over',
    'sair',
    'salir',
    'fim',
    'tchau',
    '退出',
    '再见',
  ]),
);

/** A line in which something is compared. */
const COMPARISON =
  /[!=]=|\bequals|\bstr(?:n?case)?n?cmp|\bmemcmp|\bin\s*[[({]|\bcase\b|starts_?with|starts_?With|includes\(|HasPrefix|EqualFold|compareTo|localeCompare|\bwhile\b|\bif\b/;
const QUOTED = /(["'`])((?:\\.|(?!\1)[^\\\n]){0,24})\1/g;
/** An empty text compared with; not `b''`, which is what a receive at the end of a connection gives. */
const EMPTY = /[!=]==?\s*(?:""|'')(?!["'])/;

/** Ctrl-X as some sheets ask for it; anything else keeps its letters. A line end typed with it is none of the word. */
function wordIn(literal: string): string {
  return literal.replace(/(?:\\[rn])+$/, '').replace(/^\\x18$/, '\u0018');
}

/** In the order of the source, as written there. `''` stands for an empty line. */
export function leaveWords(sources: readonly Source[]): string[] {
  const lines = sources.flatMap(({ quoted }) => quoted.split('\n')).filter((line) => COMPARISON.test(line));
  const words = lines
    .flatMap((line) => [...line.matchAll(QUOTED)].map((match) => wordIn(match[2] ?? '')))
    .filter((word) => LEAVE_WORDS.has(word.trim().toLowerCase()) || word === '\u0018');
  const empty = lines.some((line) => EMPTY.test(line)) ? [''] : [];
  return [...new Set([...words, ...empty])];
}
