/** Chance that can be played again: the same seed and label give the same numbers on every machine. */
import { createHash } from 'node:crypto';

export interface Random {
  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** Numbers of four bytes in a SHA-256. */
const IN_A_DIGEST = 8;

/** SHA-256 of seed, label and a counter, cut into numbers. `label` keeps the uses of one seed apart. */
export function seededRandom(seed: number, label: string): Random {
  let count = 0;
  let digest = Buffer.alloc(0);
  const below = (limit: number) => {
    const place = count % IN_A_DIGEST;
    if (place === 0) digest = createHash('sha256').update(`${seed}\n${label}\n${count}`).digest();
    count++;
    return Math.floor((digest.readUInt32BE(place * 4) / 2 ** 32) * limit);
  };
  return { below, pick: (list) => list[below(list.length)] ?? list[0] };
}
