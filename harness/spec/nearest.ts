/** Finding the word that was meant. */
import { distance } from 'fastest-levenshtein';

/** Letters that may be wrong in a word of this length, an exchange of two counted as two. */
const leeway = (length: number) => Math.max(1, Math.min(3, Math.floor(length / 2)));

/**
 * The word that was meant: the one nearest by letters changed, case aside, or the one that begins so.
 * Undefined where none is near enough.
 */
export function nearestWord(found: string, words: readonly string[]): string | undefined {
  const meant = found.toLowerCase();
  const near = words
    .map((word) => ({ word, far: distance(meant, word.toLowerCase()) }))
    .filter(({ word, far }) => far <= leeway(Math.max(word.length, meant.length)))
    .sort((a, b) => a.far - b.far);
  const longer = words.find((word) => meant.length >= 3 && word.toLowerCase().startsWith(meant));
  return near[0]?.word ?? longer;
}

/** `"a", "b" or "c"`. */
export function listWords(words: readonly unknown[], join = 'or'): string {
  const quoted = words.map((word) => JSON.stringify(word));
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${join} ${quoted.at(-1)}`;
}

export function didYouMean(found: string, words: readonly string[]): string | undefined {
  const nearest = nearestWord(found, words);
  return nearest === undefined ? undefined : `did you mean ${JSON.stringify(nearest)}?`;
}
