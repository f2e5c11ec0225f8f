/**
 * What programs have written into them and the machine's own network lacks. On a private network every address is local and `localhost`
 * is there over IPv6; a machine has the addresses that it has. That programs never met for that is no fault of theirs.
 */
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import type { Conversation, Trouble } from '../../capture/record.ts';
import type { PlaceRequest } from '../network.ts';

/** The trouble of a run, at its end; undefined where the programs met, or nothing is missing. */
export async function notHere(
  request: PlaceRequest,
  conversation: Conversation,
): Promise<Trouble | undefined> {
  if (request.family === 'unix' || conversation.datagrams.length > 0) return undefined;
  const met = conversation.connections.filter(({ outcome }) => outcome === 'established');
  if (request.family === 'ipv6' && !met.some(({ server }) => server.address.includes(':')))
    return (await lacksLocalhost(request)) ? NO_LOCALHOST : undefined;
  if (met.length > 0) return undefined;
  const address = request.programs.flatMap(({ writtenAddresses = [] }) => writtenAddresses).find(isElsewhere);
  return address === undefined ? undefined : elsewhere(address);
}

async function lacksLocalhost({ programs }: PlaceRequest): Promise<boolean> {
  if (!programs.some(({ role }) => role === 'client')) return false;
  try {
    await lookup('localhost', { family: 6 });
    return false;
  } catch {
    return true;
  }
}

/** The loopback, the wildcard, a broadcast and a group (RFC 1122 section 3.2.1.3, RFC 5771) are the same on every machine. */
const THE_SAME_EVERYWHERE = /^(?:127|0|255|22[4-9]|23\d)\./;

function isElsewhere(address: string): boolean {
  if (THE_SAME_EVERYWHERE.test(address)) return false;
  return !Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === address));
}

const NO_LOCALHOST: Trouble = {
  code: 'not-here',
  message: 'On this machine localhost has no address over IPv6.',
  remedy:
    'Add localhost to the line of ::1 in the system’s hosts file, or grade on the private network (Linux).',
};

function elsewhere(address: string): Trouble {
  return {
    code: 'not-here',
    message: `A program has ${address} written in, which is no address of this machine, and the two programs never met.`,
    remedy: 'Grade on the private network (Linux), where every address is there, or write localhost.',
  };
}
