/** Difficulties that a reference puts into its conversation, as far as they are its own doing. */
import { seededRandom } from '../../spec/random.ts';
import type { ConditionKind, Role, Scenario } from '../../spec/task.ts';
import type { Reference } from './peer.ts';

export interface Conditions {
  kinds: readonly ConditionKind[];
  /** How many messages the reference has in this conversation. */
  messages: number;
  /** The reference has the first word in it. */
  begins: boolean;
  /** Cuts what is said into the pieces in which it is sent. */
  cut: (bytes: Uint8Array) => Uint8Array[];
}

/** With several clients the conditions hold for the first; the others show that the student's program gets over it. */
export function conditionsFor(scenario: Scenario, role: Role, client: number, seed: number): Conditions {
  const own = scenario.messages.filter(({ client: only }) => only === undefined || only === client);
  const kinds = client === 1 ? scenario.conditions : [];
  const random = seededRandom(seed, `${scenario.id}/pieces`);
  const places = (length: number): number[] => {
    if (kinds.includes('split')) return split(length, (limit) => random.below(limit));
    return kinds.includes('slow') ? [Math.floor(length / 2)] : [];
  };
  return {
    kinds,
    messages: own.filter(({ from }) => from === role).length,
    begins: own[0]?.from === role,
    cut: (bytes) => cutAt(bytes, places(bytes.length)),
  };
}

/** Of a visitor: it connects, and stays until the run is over. */
export const saysNothing: Reference = () => Promise.resolve();

/** Messages up to this length are cut behind every byte. */
const EVERY_OFFSET = 64;
const CUTS = 16;

function split(length: number, below: (limit: number) => number): number[] {
  if (length <= EVERY_OFFSET) return Array.from({ length }, (_, place) => place);
  return Array.from({ length: CUTS }, () => 1 + below(length - 1));
}

function cutAt(bytes: Uint8Array, places: number[]): Uint8Array[] {
  const cuts = [...new Set(places)]
    .filter((place) => place > 0 && place < bytes.length)
    .sort((a, b) => a - b);
  return [0, ...cuts].map((start, index) => bytes.subarray(start, cuts[index] ?? bytes.length));
}
