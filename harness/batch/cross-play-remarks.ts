/** What stands out when everybody's programs have met. */
import type { Pair } from './couples.ts';

/** Fewer partners than these tell nothing. */
const LEAST_PARTNERS = 2;
/** The part of the others that it gets on with. */
const HARDLY_ANYBODY = 0.25;

type Side = 'client' | 'server';

/** Sentences, the most telling first. */
export function remarksOn(pairs: readonly Pair[]): string[] {
  const groups = groupsOf(pairs).filter(({ length }) => length >= LEAST_PARTNERS);
  const content = ownersOf(pairs);
  // Between two groups nobody gets on with the other one: that is told once, and of no one member.
  const single =
    groups.length > 1 ? content.filter((id) => !groups.some((group) => group.includes(id))) : content;
  return [...campsIn(groups), ...loners(pairs, 'client', single), ...loners(pairs, 'server', single)];
}

/** Those whose own client and server get on. */
function ownersOf(pairs: readonly Pair[]): string[] {
  return pairs.filter((pair) => pair.client === pair.server && getOn(pair)).map(({ client }) => client);
}

function getOn({ outcome }: Pair): boolean {
  return outcome === 'works' || outcome === 'flawed';
}

/** Of those whose own programs get on: who else's they get on with, where that is hardly anybody's. */
function loners(pairs: readonly Pair[], side: Side, among: readonly string[]): string[] {
  const other: Side = side === 'client' ? 'server' : 'client';
  const content = new Set(ownersOf(pairs));
  return among.flatMap((id) => {
    const met = pairs.filter(
      (pair) => pair[side] === id && pair[other] !== id && content.has(pair[other]) && isTold(pair),
    );
    const friends = met.filter(getOn).length;
    if (met.length < LEAST_PARTNERS || friends / met.length > HARDLY_ANYBODY) return [];
    const others = `${friends === 0 ? 'none' : friends} of the ${met.length} others that it met`;
    return [`The ${side} of ${id} gets on with its own ${other}, and with ${others}.`];
  });
}

function isTold({ outcome }: Pair): boolean {
  return outcome !== 'inconclusive';
}

/** Two groups or more, of which each gets on among itself and with none of the others. */
function campsIn(camps: readonly string[][]): string[] {
  if (camps.length < 2) return [];
  const sizes = camps.map(
    (camp) => `${camp.length} (${camp.slice(0, 3).join(', ')}${camp.length > 3 ? ', …' : ''})`,
  );
  return [
    `${camps.length} groups get on among themselves and not with each other: ${sizes.join('; ')}. The task may be read in more than one way.`,
  ];
}

/**
 * Those whose own programs get on, put together with everybody that theirs get on with, in whichever role they met; the
 * largest group first.
 */
function groupsOf(pairs: readonly Pair[]): string[][] {
  const groupOf = new Map(ownersOf(pairs).map((id) => [id, [id]]));
  const outcomes = new Map(pairs.map((pair) => [JSON.stringify([pair.client, pair.server]), getOn(pair)]));
  const isMutual = ({ client, server }: Pair) => outcomes.get(JSON.stringify([server, client])) !== false;
  for (const pair of pairs.filter((one) => getOn(one) && isMutual(one))) {
    const [one, other] = [groupOf.get(pair.client), groupOf.get(pair.server)];
    if (one === undefined || other === undefined || one === other) continue;
    one.push(...other);
    for (const id of other) groupOf.set(id, one);
  }
  return [...new Set(groupOf.values())].sort((a, b) => b.length - a.length);
}
