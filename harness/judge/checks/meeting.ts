/** The checks on how the two sides meet: `listens`, `port`, `connects`. */
import type { Listener } from '../../capture/record.ts';
import type { Role } from '../../spec/task.ts';
import type { Cause } from '../causes.ts';
import type { CrashReason } from '../crash.ts';
import {
  attemptsOf,
  isAtSpot,
  ownCrash,
  programsOf,
  realCrashes,
  restOf,
  waitsInBacklog,
  wantedTransport,
  type Attempt,
  type Facts,
} from '../facts.ts';
import { fail, pass, skip, unsure, type Ruling } from '../ruling.ts';
import { address, atSpot, count, listed, portWords, The } from '../words.ts';
import { crashMessage, doing } from './phrases.ts';
import { clientOverIpv4, serverOverIpv4 } from './family.ts';
import { clientOverIp, pathsDiffer, socketName, spotOf } from './paths.ts';
import { notOverIcmp } from './echo.ts';
import { isServed } from './serving.ts';

export function ruleListens(facts: Facts): Ruling {
  const { task, listener } = facts;
  const wanted = wantedTransport(task);
  const ipv4 = listener?.transport === wanted ? serverOverIpv4(facts) : undefined;
  if (ipv4) return ipv4;
  if (listener?.transport === wanted) return pass(`The server waited at ${address(listener)}.`);
  if (listener) {
    const cause: Cause = {
      kind: 'other-transport',
      by: 'server',
      transport: listener.transport,
      asked: wanted,
    };
    const asked = `the task asks for a ${socketName(wanted)}`;
    return fail(cause, `The server opened a ${socketName(listener.transport)}; ${asked}.`);
  }
  // A server that accepts one client and closes at once may be gone before anybody looks.
  if (facts.talks.length > 0) return pass('A client got through to the server.');
  return nothingListens(facts);
}

function nothingListens(facts: Facts): Ruling {
  const [dialled] = facts.scenario.student === 'server' ? attemptsOf(facts) : [];
  const dials = dialled && spotOf(dialled);
  const crash = ownCrash(facts, 'server') ?? realCrashes(facts).find((one) => one.role === 'server');
  if (crash && !(REFUSED.includes(crash.reason) && dials !== undefined)) {
    const message = `The server crashed before it listened: ${crashMessage(crash)}.`;
    return fail({ kind: 'crash', by: 'server', crash }, message);
  }
  const rest = restOf(facts, 'server');
  const printed = lastLine(facts, 'server');
  const cause: Cause = { kind: 'nothing-listens', by: 'server', rest, dials, printed, ...over(facts) };
  const instead = dials === undefined ? doing(rest) : `it tried to connect to ${portWords(dials)} instead`;
  const what = facts.task.transport === 'udp' ? 'send a datagram to' : 'connect to';
  const where = facts.task.family === 'unix' ? 'made no Unix socket' : 'opened no port';
  return fail(cause, `Nothing listens: the server ${where} that a client can ${what}; ${instead}.`);
}

/** The last line that the programs of a role printed. */
function lastLine(facts: Facts, role: Role): string {
  const outputs = programsOf(facts, role).map((one) => `${one.stdout}\n${one.stderr}`);
  const lines = outputs.flatMap((output) => output.slice(-2000).split(/\r?\n/));
  return (lines.findLast((line) => line.trim() !== '') ?? '').trim().slice(0, 200);
}

export function rulePort(facts: Facts): Ruling {
  return facts.scenario.student === 'client' ? portDialled(facts) : portListened(facts);
}

function portListened({ task, listener, talks }: Facts): Ruling {
  if (!listener) return skip('It could not be seen, since nothing listened.');
  if (task.path !== undefined && listener.transport !== 'unix') return skip('It made no Unix socket.');
  const wanted = task.path ?? task.port;
  const found = spotOf(listener);
  return found === wanted
    ? pass(`The server listened ${atSpot(found)}.`)
    : wrongPort('server', wanted, found, talks.length > 0);
}

function portDialled(facts: Facts): Ruling {
  const { task, talks } = facts;
  const attempts = attemptsOf(facts).filter(({ port }) => task.path === undefined || port === 0);
  const [first] = attempts;
  if (!first) return skip(nothingDialled(facts));
  const wanted = task.path ?? task.port;
  if (attempts.some((one) => spotOf(one) === wanted)) return pass(`The client dialled ${portWords(wanted)}.`);
  const ruling = wrongPort('client', wanted, spotOf(first), talks.length > 0);
  return first.connection === undefined ? ruling : { ...ruling, at: { connection: first.connection } };
}

function nothingDialled(facts: Facts): string {
  return attemptsOf(facts).length > 0
    ? 'The client dialled no path.'
    : 'It could not be seen, since the client never dialled.';
}

function wrongPort(by: Role, expected: number | string, actual: number | string, followed: boolean): Ruling {
  const did = by === 'server' ? `listens ${atSpot(actual)}` : `dials ${portWords(actual)}`;
  const seen = `${The(by)} ${did}; the task asks for ${portWords(expected)}.`;
  const then = followed ? ' The run went on there, so only this check is lost.' : '';
  return fail({ kind: 'wrong-port', by, expected, actual }, seen + then);
}

export function ruleConnects(facts: Facts): Ruling {
  const { scenario, talks } = facts;
  const ipv4 =
    scenario.student === 'both' ? (serverOverIpv4(facts) ?? clientOverIpv4(facts)) : clientOverIpv4(facts);
  const overOther = ipv4 ?? clientOverIp(facts);
  if (overOther) return overOther;
  const wanted = scenario.clients.count;
  const served = talks.filter((talk) => isServed(facts, talk)).length;
  if (served >= wanted) return pass(connectedWords(facts));
  if (talks.length === 0) return scenario.student === 'server' ? neverReached(facts) : neverMet(facts);
  if (realCrashes(facts).some(({ role }) => role === 'server'))
    return skip('The server had crashed before all clients were served.');
  const by = scenario.student === 'client' ? 'client' : 'server';
  if (facts.record.heldUntil !== undefined && talks.length < wanted) {
    const seen = `Only ${talks.length} of ${count(wanted, 'client')} found a place in the backlog while the server was busy.`;
    return fail({ kind: 'backlog-full', by: 'server', waited: talks.length, of: wanted }, seen);
  }
  const cause: Cause = {
    kind: 'not-accepted',
    by,
    served,
    of: wanted,
    rest: restOf(facts, by),
    ...over(facts),
  };
  return fail(cause, `Only ${served} of ${count(wanted, 'client')} got through to the server.`);
}

function connectedWords({ talks }: Facts): string {
  const [connection] = talks[0]?.connections ?? [];
  if (!connection) return 'The client reached the server.';
  const where = `The client connected to ${address(connection.server)}`;
  return talks.length > 1 ? `${count(talks.length, 'client')} connected.` : `${where}.`;
}

/** The reference client against the student's server. */
function neverReached(facts: Facts): Ruling {
  const { listener } = facts;
  if (!listener) return skip('Nobody could connect, since nothing listened.');
  const crash = facts.crashes.find((one) => one.role === 'server');
  if (crash) {
    const message = `The server crashed before a client could connect: ${crashMessage(crash)}.`;
    return fail({ kind: 'crash', by: 'server', crash }, message);
  }
  if (attemptsOf(facts).length === 0) return unsure('The reference client did not try to connect.');
  return neverAccepted(facts, listener);
}

/** The server waits, and nobody got through to it. */
function neverAccepted(facts: Facts, listener: Listener): Ruling {
  const rest = restOf(facts, 'server');
  const of = facts.scenario.clients.count;
  const cause: Cause = { kind: 'not-accepted', by: 'server', served: 0, of, rest, ...over(facts) };
  const waits = facts.record.conversation.connections.some((one) => waitsInBacklog(facts.record, one));
  const seen = waits ? 'was never accepted' : 'did not come about';
  return fail(cause, `The client’s connection to ${address(listener)} ${seen}; ${doing(rest)}.`);
}

/** The student's client, against the reference server or against the student's own. */
function neverMet(facts: Facts): Ruling {
  const both = facts.scenario.student === 'both';
  if (both && facts.listener?.transport !== wantedTransport(facts.task)) return ruleListens(facts);
  const attempts = attemptsOf(facts);
  const [first] = attempts;
  if (!first) return neverDialled(facts);
  const { task, record } = facts;
  const isOpen = task.port === 'any' && task.path === undefined;
  if (!both && !isOpen && !attempts.some((one) => isAtSpot(task, one))) {
    return skip(
      `Nobody listens ${atSpot(spotOf(first))}: see the check on the ${task.path === undefined ? 'port' : 'path'}.`,
    );
  }
  if (both && facts.listener && record.conversation.connections.some((one) => waitsInBacklog(record, one)))
    return neverAccepted(facts, facts.listener);
  return notThrough(facts, first);
}

/** The client dialled where it should, and nobody took it. */
function notThrough(facts: Facts, first: Attempt): Ruling {
  const { listener, record, scenario } = facts;
  const seenAt = first.connection === undefined ? {} : { at: { connection: first.connection } };
  if (scenario.student === 'both' && listener && first.port !== listener.port) {
    const [server, client] = [spotOf(listener), spotOf(first)];
    const seen = `The server listens ${atSpot(server)}, the client dials ${portWords(client)}.`;
    return fail({ kind: 'ports-differ', by: 'client', server, client }, seen, seenAt);
  }
  const where = address(first);
  const who = { by: 'client' as const, port: first.port, address: first.address };
  if (first.outcome !== 'refused') {
    return fail({ kind: 'unanswered', ...who }, `The client dialled ${where} and got no answer.`, seenAt);
  }
  const line = facts.crashes.find(({ role, reason }) => role === 'client' && REFUSED.includes(reason))?.where;
  const listening = listenersElsewhere(record.conversation.listeners, first);
  const there = listening.length > 0 ? ` The server listens at ${listed(listening)}.` : '';
  const cause: Cause = { kind: 'refused', ...who, listening, ...(line && { where: line }) };
  return fail(cause, `${where} refused the client’s connection.${there}`, seenAt);
}

const REFUSED: readonly CrashReason[] = ['refused', 'nobody-at-path'];

/** The addresses other than the one dialled at which somebody listened on the same port. */
function listenersElsewhere(listeners: readonly Listener[], dialled: Attempt): string[] {
  const elsewhere = listeners.filter(
    ({ port, address: own }) => port === dialled.port && !EVERYWHERE.includes(own) && own !== dialled.address,
  );
  return [...new Set(elsewhere.map((one) => address(one)))];
}

/** Bound to one of these a socket hears at every address of the machine (ip(7), ipv6(7)). */
const EVERYWHERE = ['0.0.0.0', '::'];

function over({ task }: Facts): { over?: 'udp' | 'unix' } {
  if (task.family === 'unix') return { over: 'unix' };
  return task.transport === 'udp' ? { over: 'udp' } : {};
}

function neverDialled(facts: Facts): Ruling {
  const other = notOverIcmp(facts);
  if (other) return other;
  const dialled = facts.task.transport === 'udp' && facts.record.conversation.connections.length > 0;
  if (dialled && facts.scenario.student !== 'server') return dialsByConnection();
  const sent = facts.record.conversation.datagrams.length > 0 && facts.task.transport === 'tcp';
  if (sent && facts.scenario.student !== 'server') return dialsByDatagrams(wantedTransport(facts.task));
  const apart = pathsDiffer(facts);
  if (apart) return apart;
  const crash = realCrashes(facts).find((one) => one.role === 'client');
  if (crash) {
    const message = `The client crashed before it connected: ${crashMessage(crash)}.`;
    return fail({ kind: 'crash', by: 'client', crash }, message);
  }
  return neverSeen(facts);
}

/** It waits for something else, or listens. */
function neverSeen(facts: Facts): Ruling {
  const rest = restOf(facts, 'client');
  const listening = facts.record.conversation.listeners.find(
    (one) => one.by === 'student' && one.role === 'client',
  );
  const listens = listening && spotOf(listening);
  const instead = listens === undefined ? doing(rest) : `it listens ${atSpot(listens)} instead`;
  const printed = lastLine(facts, 'client');
  const overUnix = facts.task.family === 'unix';
  const cause: Cause = {
    kind: 'never-dials',
    by: 'client',
    rest,
    listens,
    printed,
    ...(overUnix && { over: 'unix' }),
  };
  // That it was refused at another path leaves no trace.
  const seen = overUnix ? 'No connection of the client’s came about' : 'The client never tried to connect';
  return fail(cause, `${seen}; ${instead}.`);
}

function dialsByDatagrams(asked: Listener['transport']): Ruling {
  const cause: Cause = { kind: 'other-transport', by: 'client', transport: 'udp', asked };
  const seen = 'The client sent datagrams (UDP) and never connected';
  return fail(cause, `${seen}; the task asks for ${asked === 'unix' ? 'a Unix socket' : 'TCP'}.`);
}

function dialsByConnection(): Ruling {
  const cause: Cause = { kind: 'other-transport', by: 'client', transport: 'tcp', asked: 'udp' };
  return fail(cause, 'The client tried to connect (TCP) and sent no datagram; the task asks for UDP.');
}
