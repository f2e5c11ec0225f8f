import { describe, expect, it } from 'vitest';
import type { Pair } from '../../harness/batch/couples.ts';
import { remarksOn } from '../../harness/batch/cross-play-remarks.ts';

/** Everybody with everybody; `works` tells whose client gets on with whose server. */
function met(ids: string[], works: (client: string, server: string) => boolean): Pair[] {
  return ids.flatMap((client) =>
    ids.map((server) => ({ client, server, outcome: works(client, server) ? 'works' : 'fails' }) as const),
  );
}

const IDS = ['ann', 'ben', 'cat', 'dan', 'eve'];

describe('what is remarkable about a cross-play', () => {
  it('is nothing where all get on', () => {
    expect(remarksOn(met(IDS, () => true))).toEqual([]);
  });

  it('is a client that gets on with no server but its own', () => {
    const pairs = met(IDS, (client, server) => client !== 'eve' || server === 'eve');
    expect(remarksOn(pairs)).toEqual([
      'The client of eve gets on with its own server, and with none of the 4 others that it met.',
    ]);
  });

  it('is a server that gets on with hardly any client but its own', () => {
    const pairs = met(IDS, (client, server) => server !== 'eve' || client === 'eve' || client === 'ann');
    expect(remarksOn(pairs)).toEqual([
      'The server of eve gets on with its own client, and with 1 of the 4 others that it met.',
    ]);
  });

  it('is no client whose own server it does not get on with: its grading tells that', () => {
    expect(remarksOn(met(IDS, (client) => client !== 'eve'))).toEqual([]);
  });

  it('is two groups, each of which gets on among itself: told once', () => {
    const early = ['ann', 'ben', 'cat'];
    const pairs = met(IDS, (client, server) => early.includes(client) === early.includes(server));
    expect(remarksOn(pairs)).toEqual([
      '2 groups get on among themselves and not with each other: 3 (ann, ben, cat); 2 (dan, eve). The task may be read in more than one way.',
    ]);
  });
});
