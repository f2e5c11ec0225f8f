/** Chance that can be played again: the same seed and label give the same numbers on every machine. */
import { createHash } from 'node:crypto';

export interface Random {
  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** SHA-256 of seed, label and a counter. `label` keeps the uses of one seed apart. */
export function seededRandom(seed: number, label: string): Random {
  let count = 0;
  const below = (limit: number) => {
    const digest = createHash('sha256').update(`${seed}\n${label}\n${count++}`).digest();
    return Math.floor((digest.readUInt32BE(0) / 2 ** 32) * limit);
  };
  return { below, pick: (list) => list[below(list.length)] ?? list[0] };
}
