/** What a check came to, before it is given its points. */
import type { Cause } from './causes.ts';
import type { Check, Verdict } from './result.ts';

export interface Ruling {
  status: Verdict;
  /** Part of the check's points that is earned, 0 to 1. */
  share: number;
  message: string;
  cause?: Cause;
  at?: NonNullable<Check['at']>;
  difference?: NonNullable<Check['difference']>;
  /** The check is left out: neither its points nor its status count. */
  exempt?: true;
}

/** Rulings on other checks, by id: what they charged already is not charged again. */
export type Rulings = ReadonlyMap<string, Ruling>;

/** A nearly right message keeps half of its points. */
export const HALF = 0.5;

export function pass(message: string): Ruling {
  return { status: 'passed', share: 1, message };
}

export function fail(
  cause: Cause,
  message: string,
  more: Partial<Pick<Ruling, 'share' | 'at' | 'difference'>> = {},
): Ruling {
  return { status: 'failed', share: 0, message, cause, ...more };
}

/** Never reached because of another fault: nothing was seen that could earn points. */
export function skip(message: string): Ruling {
  return { status: 'skipped', share: 0, message };
}

/** It cannot be looked at on this machine: nothing is lost by it, and nothing earned. */
export function exempt(message: string): Ruling {
  return { status: 'skipped', share: 0, message, exempt: true };
}

/** The harness cannot tell. */
export function unsure(message: string): Ruling {
  return { status: 'inconclusive', share: 0, message };
}

/** The worse of two rulings on one check, where a scenario has several clients. */
export function worse(a: Ruling, b: Ruling): Ruling {
  const rank: Record<Verdict, number> = { inconclusive: 3, failed: 2, skipped: 1, passed: 0 };
  if (rank[a.status] !== rank[b.status]) return rank[a.status] > rank[b.status] ? a : b;
  return a.share <= b.share ? a : b;
}
