/** What a spec can say and a run cannot carry out yet. */
import type { Message, Task } from './task.ts';

/**
 * Plain sentences, one for each thing in the task that a run cannot carry out; empty if it can carry out all.
 * A command that meets any refuses the task (exit 2): what is not run must not look as if it had passed.
 */
export function unsupported(task: Task): string[] {
  const { transport, family, scenarios } = task;
  const sentences = [
    ...(transport === 'icmp' ? overIcmp(task) : []),
    ...(family === 'unix' && transport === 'udp'
      ? ['Datagrams over the family "unix" cannot be run yet, only a stream: the transport "tcp".']
      : []),
    ...scenarios.flatMap((scenario) => scenario.messages.flatMap(inMessage)),
  ];
  return [...new Set(sentences)];
}

function overIcmp({ family, roles }: Task): string[] {
  return [
    ...(family === 'ipv4' ? [] : [`ICMP over the family "${family}" cannot be run yet, only "ipv4".`]),
    ...(roles.includes('server')
      ? ['A server over ICMP cannot be run yet, only a client: "roles" is to be ["client"].']
      : []),
  ];
}

/** A client asks and a server answers. */
const ECHOES: Partial<Record<string, Message['from']>> = { 'echo-request': 'client', 'echo-reply': 'server' };

function inMessage({ says, from }: Message): string[] {
  if (says.kind !== 'icmp' || ECHOES[says.icmp] === from) return [];
  return [`The ICMP message "${says.icmp}" from the ${from} cannot be run yet.`];
}
