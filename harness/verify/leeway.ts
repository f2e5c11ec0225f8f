/** What a task leaves open: words that are no fault there. */
import type { Message } from '../spec/task.ts';

/** True where the message may as well be `text`. */
export function isOpenTo(message: Message | undefined, text: string): boolean {
  if (message === undefined) return false;
  const { says, compare } = message;
  if (says.kind === 'any') return text.trim() !== '';
  if (says.kind === 'pattern') return new RegExp(says.pattern, 'u').test(text);
  if (says.kind !== 'text' && says.kind !== 'typed') return false;
  const plain = (one: string): string => {
    const trimmed = compare.ignoreOuterBlanks ? one.trim() : one;
    return compare.ignoreCase ? trimmed.toLowerCase() : trimmed;
  };
  return plain(says.text) === plain(text);
}
