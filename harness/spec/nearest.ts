/** Finding the word that was meant. */
import { distance } from 'fastest-levenshtein';

/** The word nearest to `found` by letters changed, case aside; undefined where none is near enough to be meant. */
export function nearestWord(found: string, words: readonly string[]): string | undefined {
  const meant = found.toLowerCase();
  const [nearest] = words
    .map((word) => ({ word, far: distance(meant, word.toLowerCase()) }))
    .filter(({ word, far }) => far <= Math.max(1, Math.floor(Math.max(word.length, found.length) * 0.4)))
    .sort((a, b) => a.far - b.far);
  return nearest?.word;
}

/** `"a", "b" or "c"`. */
export function listWords(words: readonly string[], join = 'or'): string {
  const quoted = words.map((word) => JSON.stringify(word));
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${join} ${quoted.at(-1)}`;
}

export function didYouMean(found: string, words: readonly string[]): string | undefined {
  const nearest = nearestWord(found, words);
  return nearest === undefined ? undefined : `did you mean ${JSON.stringify(nearest)}?`;
}
