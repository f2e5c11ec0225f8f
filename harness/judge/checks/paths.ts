/** Whether the two programs of a task over unix sockets meet at a path, and not at an address of IP. */
import { attemptsOf, type Facts } from '../facts.ts';
import { fail, type Ruling } from '../ruling.ts';
import { address, portWords } from '../words.ts';

/** What kind of socket a program opened, or is to open. */
export function socketName(transport: 'tcp' | 'udp' | 'unix'): string {
  return transport === 'unix' ? 'Unix socket' : `${transport.toUpperCase()} socket`;
}

/** Where somebody waits or dials: its path, or its port. */
export function spotOf(at: { address: string; port: number }): string | number {
  return at.port === 0 ? at.address : at.port;
}

/** The client dials addresses of IP only; where that is not seen, it has a port written in and no path. */
export function clientOverIp(facts: Facts): Ruling | undefined {
  const { task, scenario, submission, listener } = facts;
  if (task.family !== 'unix' || scenario.student === 'server') return undefined;
  const attempts = attemptsOf(facts);
  const [first] = attempts;
  if (first) return attempts.every(({ port }) => port !== 0) ? overIp(`dials ${address(first)}`) : undefined;
  if (scenario.student === 'both' && listener?.transport !== 'unix') return undefined;
  const { writtenPaths = [], writtenPorts = [] } = submission.programs.client ?? {};
  const [port] = writtenPaths.length > 0 ? [] : writtenPorts;
  return port === undefined ? undefined : overIp(`has ${portWords(port)} written in, and no path`);
}

function overIp(does: string): Ruling {
  const seen = `The client ${does}: that is TCP, and the task asks for a Unix socket.`;
  return fail({ kind: 'other-transport', by: 'client', transport: 'tcp', asked: 'unix' }, seen);
}

/**
 * A client that finds nothing at a path leaves no trace: connect(2) fails in the kernel. So where it dialled, its source has to tell.
 */
export function pathsDiffer({ scenario, submission, listener, task }: Facts): Ruling | undefined {
  if (task.family !== 'unix' || scenario.student !== 'both' || listener?.transport !== 'unix')
    return undefined;
  const written = submission.programs.client?.writtenPaths ?? [];
  const [client] = written;
  if (client === undefined || written.includes(listener.address)) return undefined;
  const cause = { kind: 'ports-differ', by: 'client', server: listener.address, client } as const;
  const seen = `The server listens at ${listener.address}, the client has ${portWords(client)} written in.`;
  return fail(cause, seen);
}
