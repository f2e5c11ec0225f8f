/** Where a pair of programs meets: found out by running it. */
import { loopbackOf } from '../../capture/address.ts';
import type { ProgramRecord, RunRecord } from '../../capture/record.ts';
import { UserError } from '../../spec/user-error.ts';
import { establishedIn } from './heard.ts';
import { watch, type Lines, type Meeting, type Pair } from './watch.ts';

export interface Met {
  meeting: Meeting;
  record: RunRecord;
}

/** As good as any other: a server is found wherever it listens. */
const GUESS: Meeting = { transport: 'tcp', family: 'ipv4', port: 12_000 };

/** @throws {UserError} where they do not meet, with what they printed. */
export async function meet(pair: Pair, lines: Lines): Promise<Met> {
  const first = await watch(pair, GUESS, lines);
  const meeting = meetingIn(first);
  const sameWay = meeting.transport === GUESS.transport && meeting.family === GUESS.family;
  const record = sameWay ? first : await watch(pair, meeting, lines);
  const { datagrams } = record.conversation;
  const met = meeting.transport === 'tcp' ? establishedIn(record).length : datagrams.length;
  if (met === 0) throw refusal('The client did not get through to the server.', record);
  return { meeting, record };
}

function meetingIn(record: RunRecord): Meeting {
  const [trouble] = record.trouble;
  if (trouble !== undefined)
    throw new UserError('The pair could not be watched.', {
      found: trouble.message,
      remedy: trouble.remedy,
    });
  const servers = record.conversation.listeners.filter(({ role }) => role === 'server');
  const tcp = servers.find(({ transport }) => transport === 'tcp');
  const server = tcp ?? servers[0];
  if (server === undefined) throw refusal('The server waits on no port.', record);
  const address = establishedIn(record)[0]?.server.address ?? server.address;
  return {
    transport: tcp === undefined ? 'udp' : 'tcp',
    family: address === loopbackOf('ipv6') ? 'ipv6' : 'ipv4',
    port: server.port,
  };
}

/** What the programs printed is most of the answer. */
export function refusal(summary: string, { programs }: RunRecord): UserError {
  const [first, ...others] = programs.map((program) => ({ found: endOf(program) }));
  const allowed = 'a server that listens, and a client that finds it on this machine';
  return new UserError(summary, { ...first, allowed }, others);
}

const MOST_LINES = 4;

function endOf({ role, command, ending, stderr, stdout }: ProgramRecord): string {
  const how = {
    exited: ending.kind === 'exited' ? `ended with exit code ${ending.code}` : '',
    signalled: ending.kind === 'signalled' ? `was ended by ${ending.signal}` : '',
    stopped: 'was still running',
    'not-started': ending.kind === 'not-started' ? `could not be started: ${ending.error}` : '',
  }[ending.kind];
  const printed = (stderr.trim() || stdout.trim()).split('\n').slice(-MOST_LINES);
  return [`the ${role} (${command.join(' ')}) ${how}`, ...printed].filter((line) => line !== '').join('\n');
}
