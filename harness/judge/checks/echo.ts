/**
 * Whether the client has read an echo reply: by what it prints. On the loopback a raw socket gets the program's own request first, and
 * only the time to live in the header of the reply tells the two apart for sure; the reference's is never that of the request.
 */
import type { Datagram } from '../../capture/record.ts';
import type { Role } from '../../spec/task.ts';
import type { Cause, CauseOf } from '../causes.ts';
import { programsOf, restOf, type Facts } from '../facts.ts';
import { fail, pass, type Ruling } from '../ruling.ts';
import type { Found } from '../speech/split.ts';
import { The } from '../words.ts';
import { doing } from './phrases.ts';

/** A round-trip time, as in `0.05 ms`. */
const TIME = /\d\s*(ms|msec|milliseconds?|µs|us|microseconds?|s|sec|seconds?)\b/i;

/** The ruling on a reply that `reader` had to read and print; undefined for every other message, and where nobody prints. */
export function rulePrinted(facts: Facts, { message, turn }: Found, reader: Role): Ruling | undefined {
  // A reference that plays in this process prints nothing.
  const programs = programsOf(facts, reader).filter(({ command }) => command.length > 0);
  const isReply = message.says.kind === 'icmp' && message.says.icmp === 'echo-reply';
  const event = turn.pieces[0]?.event ?? 0;
  const reply = facts.record.conversation.datagrams[event];
  if (!isReply || programs.length === 0 || reply?.ttl === undefined) return undefined;
  const lines = programs.flatMap(({ stdout }) => stdout.split(/\r?\n/));
  const line = lines.find((one) => hasNumber(one, reply.ttl));
  if (line !== undefined && TIME.test(line))
    return pass(`${The(reader)} printed the reply: its TTL, ${reply.ttl}, and its time.`);
  const { how, words } = whyUnread(facts, reader, { reply, line, lines });
  const rest = restOf(facts, reader);
  return fail({ kind: 'reply-unread', by: reader, how, rest }, words, { at: { connection: 0, event } });
}

interface Printed {
  reply: Datagram;
  /** The one with the reply's TTL. */
  line: string | undefined;
  lines: string[];
}

function whyUnread(
  facts: Facts,
  reader: Role,
  { reply, line, lines }: Printed,
): { how: CauseOf<'reply-unread'>['how']; words: string } {
  const came = `The reply came with a TTL of ${reply.ttl ?? 0}`;
  const who = `the ${reader}`;
  if (line !== undefined)
    return { how: 'no-time', words: `${came}; ${who} printed it without the time that it took.` };
  const own = requestOf(facts, reply)?.ttl;
  if (lines.some((one) => saysTtl(one, own)))
    return {
      how: 'own-request',
      words: `${came}; ${who} printed ${own ?? 0}, which is that of its own request.`,
    };
  const rest = restOf(facts, reader);
  if (rest.waits.some((one) => one === 'receive' || one === 'events'))
    return { how: 'not-taken', words: `The reply came, and was not taken for one; ${doing(rest)}.` };
  return { how: 'no-ttl', words: `${came}; ${who} printed no line with that.` };
}

/** As a number of its own, and no part of another one or of an address. */
function hasNumber(line: string, value: number | undefined): boolean {
  return value !== undefined && [...line.matchAll(/\d+(?:\.\d+)*/g)].some(([one]) => one === String(value));
}

/** As a TTL: 64 is the usual length of a message, too. */
function saysTtl(line: string, ttl: number | undefined): boolean {
  return ttl !== undefined && new RegExp(`ttl\\W{0,3}${ttl}\\b`, 'i').test(line);
}

/** The request that it answers has the same identifier and sequence number. */
function requestOf({ record }: Facts, reply: Datagram): Datagram | undefined {
  const names = Buffer.from(reply.bytes).subarray(4, 8);
  return record.conversation.datagrams.find(
    ({ bytes, from }) => from.port === reply.to.port && Buffer.from(bytes).subarray(4, 8).equals(names),
  );
}

/** Where a task asks for ICMP and the client took something else. */
export function notOverIcmp({ task, record }: Facts): Ruling | undefined {
  const { connections, datagrams } = record.conversation;
  const transport = connections.length > 0 ? 'tcp' : 'udp';
  if (task.transport !== 'icmp' || connections.length + datagrams.length === 0) return undefined;
  const cause: Cause = { kind: 'other-transport', by: 'client', transport, asked: 'icmp' };
  const seen = `The client took ${transport.toUpperCase()} and sent nothing over ICMP, which the task asks for.`;
  return fail(cause, seen);
}
