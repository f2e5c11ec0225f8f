/** What a new task starts from: the exercise of every textbook, to be changed into one's own. */
import type { Draft } from './draft.ts';

export interface Wishes {
  title: string | undefined;
  transport: Draft['transport'] | undefined;
  port: number | undefined;
}

export function template(id: string, { title, transport = 'tcp', port = 12_000 }: Wishes): Draft {
  return {
    ...{ id, title, transport, port },
    family: 'ipv4',
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
