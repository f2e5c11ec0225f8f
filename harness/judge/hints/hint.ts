/** A hint: what to try against one cause. */
import type { Cause, CauseKind, CauseOf } from '../causes.ts';

export interface Hint<K extends CauseKind = CauseKind> {
  /** Unique in the catalogue, and the same for good: class pages count by it. */
  id: string;
  cause: K;
  /** Where a cause has several hints, the first one that is for it is given. */
  when?: (cause: CauseOf<K>) => boolean;
  /** How far up it stands in a list of hints: 1 hides everything else, 9 is polish. */
  rank: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
  text: (cause: CauseOf<K>) => string;
}

/** A hint whose functions take any cause and answer for their own kind only. */
export interface AnyHint {
  id: string;
  cause: CauseKind;
  rank: number;
  fits: (cause: Cause) => boolean;
  text: (cause: Cause) => string;
}

export function hint<K extends CauseKind>({ id, cause, when, rank, text }: Hint<K>): AnyHint {
  const isOwn = (one: Cause): one is CauseOf<K> => one.kind === cause;
  return {
    id,
    cause,
    rank,
    fits: (one) => isOwn(one) && (when?.(one) ?? true),
    text: (one) => (isOwn(one) ? text(one) : ''),
  };
}
