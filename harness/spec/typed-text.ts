/** What a person might type: seeded text that no program takes for a command. */
import type { TypedKind } from './task.ts';
import type { Random } from './random.ts';

/**
 * None of these ends, starts or answers anything in a student's program (exit, quit, bye, q, stop, y, n, …).
 * Letters of ASCII only, so that no encoding stands between two programs.
 */
const nouns = [
  ...['river', 'stone', 'harbour', 'lantern', 'meadow', 'copper', 'window', 'garden', 'pencil', 'island'],
  ...['bridge', 'carpet', 'thunder', 'saddle', 'marble', 'planet', 'ribbon', 'forest', 'kettle', 'anchor'],
  ...['violin', 'mirror', 'pepper', 'tunnel', 'button', 'castle', 'feather', 'ladder', 'orchard', 'barrel'],
] as const;
const qualities = [
  ...['quiet', 'yellow', 'narrow', 'gentle', 'frozen', 'golden', 'hollow', 'little', 'modern', 'purple'],
  ...['silver', 'tender', 'velvet', 'wooden', 'bright', 'crooked', 'dusty', 'early', 'foggy', 'heavy'],
] as const;
const things = ['Packet', 'Letter', 'Signal', 'Parcel', 'Ticket', 'Wagon', 'Sailor', 'Pigeon'] as const;
const deeds = ['left', 'passed', 'reached', 'crossed', 'found', 'circled', 'painted', 'missed'] as const;

/** Whom or what: nothing, or two to five words. */
function object(random: Random): string {
  const words = random.below(5);
  if (words === 0) return '';
  const first = random.below(qualities.length);
  // 7 and the number of qualities have no common divisor, so none comes twice.
  const which = Array.from(
    { length: words - 1 },
    (_, index) => `${qualities[(first + 7 * index) % qualities.length]} `,
  ).join('');
  return ` the ${which}${random.pick(nouns)}`;
}

const makers: Record<TypedKind, (random: Random) => string> = {
  lowercase: (random) =>
    [random.pick(qualities), ...Array.from({ length: 1 + random.below(3) }, () => random.pick(nouns))].join(
      ' ',
    ),
  line: (random) => `${random.pick(things)} ${2 + random.below(98)} ${random.pick(deeds)}${object(random)}`,
  word: (random) => `${random.pick(qualities)}${random.pick(nouns)}`,
};

/** Lines one after another of which no two have as many words: more rounds than that are rare. */
const ROUNDS_APART = 3;

/** Draws after which less will do. */
const PATIENCE = 20;

/**
 * Hands out texts for one task. No two are the same and none contains the word that ends the conversation,
 * and their lengths differ, as far as there are enough of them: so a fixed reply is right only once. Lines that
 * follow each other differ in the number of their words as well.
 */
export class TypedTexts {
  private readonly taken = new Set<string>();
  private readonly lengths = new Set<number>();
  /** Numbers of words of the last few lines. */
  private wordCounts: number[] = [];
  private readonly endWord: string | undefined;

  constructor(endWord: string | undefined) {
    this.endWord = endWord?.toLowerCase();
  }

  next(kind: TypedKind, random: Random): string {
    let text = makers[kind](random);
    for (let draw = 1; !this.willDo(kind, text, draw); draw++) text = makers[kind](random);
    this.taken.add(text);
    this.lengths.add(text.length);
    if (kind === 'line') this.wordCounts = [wordsOf(text), ...this.wordCounts].slice(0, ROUNDS_APART);
    return text;
  }

  private willDo(kind: TypedKind, text: string, draw: number): boolean {
    if (draw > 2 * PATIENCE) return true;
    const ends = this.endWord !== undefined && text.toLowerCase().includes(this.endWord);
    const again = kind === 'line' && this.wordCounts.includes(wordsOf(text));
    if (ends || again || this.taken.has(text)) return false;
    return draw > PATIENCE || !this.lengths.has(text.length);
  }
}

function wordsOf(text: string): number {
  return text.split(' ').length;
}
