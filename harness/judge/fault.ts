/** What a signal was for, by what the C library and C++ say as they abort, and by how deep the calls were. */
import type { ProgramRecord } from '../capture/record.ts';

/**
 * `address`: memory that it does not have. `heap`: the C library found what malloc gave damaged. `array`: more was
 * written into an array on the stack than it holds. `stack`: no room left for another call.
 */
export type Fault = 'address' | 'heap' | 'array' | 'stack' | 'division' | 'assertion' | 'exception' | 'other';

/** As glibc (malloc/malloc.c, debug/fortify_fail.c, assert/assert.c) and libstdc++ (vterminate.cc) word it. */
const SAID: readonly (readonly [Fault, RegExp])[] = [
  ['array', /^\*\*\* ((?:stack smashing|buffer overflow) detected) \*\*\*/m],
  [
    'heap',
    /^((?:(?:free|malloc|realloc|malloc_consolidate|munmap_chunk|mremap_chunk)\(\): |double free or corruption|corrupted (?:size|double-linked|unsorted)).{0,100})$/m,
  ],
  ['assertion', /: (Assertion [`'].{0,200}' failed)\.?$/m],
  ['exception', /^terminate called after throwing an instance of '(.{1,100})'/m],
];

const BY_SIGNAL: Partial<Record<string, Fault>> = {
  SIGSEGV: 'address',
  SIGBUS: 'address',
  SIGFPE: 'division',
};

/** Calls of its own functions inside each other. Without a recursion no first program has as many. */
const DEEP = 40;

export function faultOf(signal: string, { stderr, stacks }: ProgramRecord): { fault: Fault; text: string } {
  if (signal === 'SIGABRT') {
    for (const [fault, pattern] of SAID) {
      const [, text] = pattern.exec(stderr) ?? [];
      if (text !== undefined) return { fault, text };
    }
  }
  const fault = BY_SIGNAL[signal] ?? 'other';
  const isDeep = (stacks.match(/^ {2}File /gm)?.length ?? 0) >= DEEP;
  return { fault: fault === 'address' && isDeep ? 'stack' : fault, text: '' };
}
