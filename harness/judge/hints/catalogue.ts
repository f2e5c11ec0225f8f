/**
 * The catalogue of hints, one file a topic. A hint hangs on the cause of a fault, never on the words of a message.
 * Within a cause the first hint that fits is given, so the particular stand before the general.
 */
import type { Cause } from '../causes.ts';
import { callHints } from './calls.ts';
import { contentHints } from './content.ts';
import { crashHints } from './crash.ts';
import { endingHints } from './ending.ts';
import type { AnyHint } from './hint.ts';
import { meetingHints } from './meeting.ts';
import { silenceHints } from './silence.ts';
import { submissionHints } from './submission.ts';

export const catalogue: readonly AnyHint[] = [
  ...submissionHints,
  ...meetingHints,
  ...crashHints,
  ...silenceHints,
  ...contentHints,
  ...endingHints,
  ...callHints,
];

export interface GivenHint {
  id: string;
  text: string;
}

/** What to try against a cause; undefined where the task forbids to say more, or nothing is known. */
export function hintFor(cause: Cause): GivenHint | undefined {
  const found = catalogue.find((hint) => hint.fits(cause));
  return found && { id: found.id, text: found.text(cause) };
}

/** Place in a list of hints; the lower comes first. */
export function rankOf(id: string): number {
  return catalogue.find((hint) => hint.id === id)?.rank ?? 9;
}
