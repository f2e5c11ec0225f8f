/** Rounds in a recorded conversation. */
import { isDeepStrictEqual } from 'node:util';
import type { Role } from '../../spec/task.ts';
import { ROLES } from '../../spec/task.ts';
import type { Loop, Step } from '../draft.ts';

export interface LoopRequest {
  /** Without the word that ended the conversation. */
  steps: readonly Step[];
  /** Who said the word that ended it, if one did. */
  endedBy: Role | undefined;
  /** It could have gone on: a program asked for more lines, or a word was needed to end it. */
  goesOn: boolean;
}

export interface Rounds {
  opening: Step[];
  loop: Loop | undefined;
}

/** Many rounds are as good as few; a program that takes the first answer for all others is found out by two. */
const SOME: [number, number] = [2, 3];

/** The earliest and shortest block that comes again until the end, and begins with what somebody types. */
export function roundsIn({ steps, endedBy, goesOn }: LoopRequest): Rounds {
  for (let start = 0; start < steps.length; start++) {
    const rest = steps.slice(start);
    for (let length = 1; length <= rest.length; length++) {
      if (!isBlock(rest, length)) continue;
      const count = endedBy === undefined ? wholeRounds(rest, length) : roundsBefore(rest, length, endedBy);
      if (count === undefined) continue;
      const loop = { steps: rest.slice(0, length), times: goesOn ? SOME : count };
      return { opening: steps.slice(0, start), loop };
    }
  }
  return { opening: [...steps], loop: undefined };
}

/** The first `length` steps come again and again, and nobody types twice in them. */
function isBlock(steps: readonly Step[], length: number): boolean {
  const block = steps.slice(0, length);
  const [first] = block;
  const typedBy = (role: Role) => block.filter((step) => step.from === role && 'typed' in step).length;
  return (
    first !== undefined &&
    'typed' in first &&
    ROLES.every((role) => typedBy(role) <= 1) &&
    steps.every((step, index) => isDeepStrictEqual(step, block[index % length]))
  );
}

function wholeRounds(steps: readonly Step[], length: number): number | undefined {
  const rounds = steps.length / length;
  return Number.isInteger(rounds) && rounds >= 2 ? rounds : undefined;
}

/** The word stands in place of what the one who says it would have typed. */
function roundsBefore(steps: readonly Step[], length: number, endedBy: Role): number | undefined {
  const place = steps[steps.length % length];
  const inPlace = place?.from === endedBy && 'typed' in place;
  return inPlace ? Math.max(2, Math.floor(steps.length / length)) : undefined;
}
