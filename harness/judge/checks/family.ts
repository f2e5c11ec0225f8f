/** Whether the two programs meet over the family of addresses that the task asks for. */
import { isIPv4 } from 'node:net';
import type { Role, Task } from '../../spec/task.ts';
import { attemptsOf, type Facts } from '../facts.ts';
import { fail, type Ruling } from '../ruling.ts';
import { address, The } from '../words.ts';

/** The server waits where no client over IPv6 can reach it. One that waits on `::` serves both (ipv6(7)). */
export function serverOverIpv4({ task, record, listener }: Facts): Ruling | undefined {
  if (task.family !== 'ipv6' || !listener) return undefined;
  const own = record.conversation.listeners.filter((one) => one.by === 'student' && one.role === 'server');
  return own.every((one) => isIPv4(one.address)) ? overIpv4(task, 'server', 'waits at', listener) : undefined;
}

/** The client dials IPv4 addresses only. One that tries one family after the other is right. */
export function clientOverIpv4(facts: Facts): Ruling | undefined {
  const { task, scenario } = facts;
  if (task.family !== 'ipv6' || scenario.student === 'server') return undefined;
  const attempts = attemptsOf(facts);
  const [first] = attempts;
  if (!first || !attempts.every((one) => isIPv4(one.address))) return undefined;
  return overIpv4(task, 'client', 'dials', first);
}

function overIpv4({ family }: Task, by: Role, does: string, at: { address: string; port: number }): Ruling {
  const message = `${The(by)} ${does} ${address(at)}, over IPv4; the task asks for IPv6.`;
  return fail({ kind: 'wrong-family', by, asked: family, address: at.address }, message);
}
