/** The IPv4 addresses that stand in a program. */
import { isIPv4 } from 'node:net';
import type { Source } from './languages/language.ts';

const MOST_ADDRESSES = 8;
const LITERAL = /["'`](\d{1,3}(?:\.\d{1,3}){3})["'`]/g;

export function writtenAddresses(sources: readonly Source[]): string[] {
  const found = sources.flatMap(({ quoted }) =>
    [...quoted.matchAll(LITERAL)].map(([, address = '']) => address),
  );
  return [...new Set(found.filter((address) => isIPv4(address)))].slice(0, MOST_ADDRESSES);
}
