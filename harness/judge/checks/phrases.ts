/** Phrases that several checks share. */
import type { WaitKind } from '../../capture/record.ts';
import type { AtRest } from '../causes.ts';
import type { Crash } from '../crash.ts';
import { listed } from '../words.ts';

/** `TypeError: a bytes-like object is required (client.py, line 5)` */
export function crashMessage({ error, text, where }: Crash): string {
  const what = text === '' ? error : `${error}: ${text.slice(0, 200)}`;
  return where ? `${what} (${where.file}, line ${where.line})` : what;
}

const WAITS: Record<WaitKind, string> = {
  accept: 'waits in accept for a client',
  receive: 'waits to receive',
  connect: 'waits for its connection to be answered',
  send: 'waits until it can send on',
  keyboard: 'waits for somebody to type',
  thread: 'waits for one of its threads',
  child: 'waits for a program that it started',
  events: 'waits for events',
  pause: 'sleeps',
  running: 'is busy',
  other: 'waits',
};

/** The waits that say most come first: what a main thread does while others work says little. */
const TELLING: WaitKind[] = [
  'receive',
  'keyboard',
  'accept',
  'connect',
  'send',
  'running',
  'pause',
  'events',
];

/** What the program did in the end: `it waits to receive (server.py, line 12)`. */
export function doing({ waits, ended, where }: AtRest): string {
  if (ended) return 'its program has ended';
  const kinds = new Set(waits);
  const told = TELLING.filter((wait) => kinds.has(wait));
  const words = (told.length > 0 ? told : [...kinds]).map((wait) => WAITS[wait]);
  const place = where ? ` (${where.file}, line ${where.line})` : '';
  return `it ${words.length > 0 ? listed(words) : 'was still running when the run ended'}${place}`;
}
