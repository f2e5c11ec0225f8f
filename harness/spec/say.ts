/** What the reference says, and what a person types. */
import { formatTime } from './time-format.ts';
import type { ReplyFunction, Says } from './task.ts';

export interface Saying {
  /** The time that a `time` message says. */
  now: Date;
}

/** Programs in C often send their whole buffer: what stands behind the first NUL was never meant. */
const withoutLineEnd = (text: string) => text.replace(/\0.*$/su, '').replace(/(?:\r?\n)+$/u, '');

/** A line end behind what was heard stays behind the reply, since the other side may wait for it. */
const keepingLineEnd = (change: (text: string) => string) => (heard: string) =>
  change(withoutLineEnd(heard)) + (/\r?\n(?=\0|$)/u.exec(heard)?.[0] ?? '');

const replies: Record<ReplyFunction, (heard: string) => string> = {
  upper: keepingLineEnd((heard) => heard.toUpperCase()),
  lower: keepingLineEnd((heard) => heard.toLowerCase()),
  same: keepingLineEnd((heard) => heard),
  reverse: keepingLineEnd((heard) => Array.from(heard).reverse().join('')),
  length: keepingLineEnd((heard) => String(Array.from(heard).length)),
};

/**
 * The text that a reference says for a message; `heard` is what the other side said last. Framing is left to
 * the caller. What only the reference itself knows, a file and an ICMP message have no text here.
 */
export function sayText(says: Says, heard: string, { now }: Saying): string {
  switch (says.kind) {
    case 'text':
    case 'typed':
      return says.text;
    case 'pattern':
    case 'any':
      return says.example;
    case 'reply':
      return replies[says.reply](heard);
    case 'time':
      return formatTime(says.format, now);
    case 'as-reference':
    case 'file':
    case 'request':
    case 'response':
    case 'icmp':
      throw new Error(`A message of the kind ${says.kind} has no text.`);
  }
}

/** What a person types for a message, line by line; nothing for what a program makes by itself. */
export function typedLines(says: Says): string[] {
  switch (says.kind) {
    case 'text':
    case 'typed':
      return withoutLineEnd(says.text).split(/\r?\n/u);
    case 'pattern':
    case 'any':
      return withoutLineEnd(says.example).split(/\r?\n/u);
    case 'request':
      return [`${says.method} ${says.target}`];
    case 'reply':
    case 'as-reference':
    case 'time':
    case 'file':
    case 'response':
    case 'icmp':
      return [];
  }
}
