/** What a new task starts from: the exercise of every textbook, to be changed into one's own. */
import type { Draft } from './draft.ts';

export function template(id: string): Draft {
  return {
    id,
    transport: 'tcp',
    family: 'ipv4',
    port: 12_000,
    framing: undefined,
    opening: [
      { from: 'client', typed: 'lowercase' },
      { from: 'server', reply: 'upper' },
    ],
    loop: undefined,
    end: { kind: 'last-message' },
    servesOn: false,
    survivors: [],
  };
}
