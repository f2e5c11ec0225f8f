/** Wrong programs that keep full marks under every task of a kind, for a reason that is known. */
import type { Role } from '../spec/task.ts';
import type { Draft, Survivor } from './draft.ts';

/** Those of `survived` that can be explained. */
export function explained(
  { end, transport }: Draft,
  survived: readonly { mutant: string; role: Role }[],
): Survivor[] {
  const whys: Record<string, string | undefined> = {
    'speaks-first':
      transport === 'tcp'
        ? 'Over TCP a side that speaks at once cannot be told from one that was quick to answer.'
        : undefined,
    'says-more':
      end.kind === 'word'
        ? `What is said behind ${end.word} is left open: many programs take their leave there.`
        : undefined,
    'keeps-the-last-word':
      end.kind === 'word'
        ? `When ${end.word} is typed, the connection is closed; whether the word itself is sent, is left open.`
        : undefined,
  };
  return survived.flatMap(({ mutant, role }) => {
    const why = whys[mutant];
    return why === undefined ? [] : [{ mutant, role, why }];
  });
}
