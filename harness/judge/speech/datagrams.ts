/** Datagrams as turns of talks: each is a message with bounds of its own (RFC 768), and a client is whoever sends one. */
import type { Datagram, Endpoint } from '../../capture/record.ts';
import type { Role, Scenario } from '../../spec/task.ts';
import { textOf } from '../compare/bytes.ts';
import { talkOfTurns, type Talk, type TalkSource } from './talk.ts';
import { MOST_TURNS, type Turn } from './turns.ts';

/** A talk for each client that sent something to the server. `serverPorts`: the ports that are the server's. */
export function datagramTalks(source: TalkSource, serverPorts: readonly number[]): Talk[] {
  const { scenario, record } = source;
  const conversations = new Map<string, Turn[]>();
  const known = new Set<string>();
  for (const [event, datagram] of record.conversation.datagrams.entries()) {
    const from = senderOf(datagram, serverPorts, known);
    if (from === undefined) continue;
    const client = endpoint(from === 'client' ? datagram.from : datagram.to);
    known.add(client);
    const key = scenario.clients.count === 1 ? '' : client;
    const turns = conversations.get(key) ?? [];
    if (isLeftOut(datagram, from, source) || turns.length >= MOST_TURNS) continue;
    turns.push(turnOf(datagram, from, event));
    conversations.set(key, turns);
  }
  return byClient(source, [...conversations.values()]);
}

/** What reached nobody was said to nobody; a client that has gone did not hear what it should have waited for. */
function isLeftOut({ bytes, unreachable }: Datagram, from: Role, { task, scenario }: TalkSource): boolean {
  if (unreachable && from === 'client') return true;
  return task.transport === 'udp' && textOf(Buffer.from(bytes)).length === 0 && !asksForNothing(scenario);
}

/** An empty datagram is a datagram (RFC 768), where the scenario has one. */
function asksForNothing({ messages }: Scenario): boolean {
  return messages.some(({ says }) => 'text' in says && says.text === '');
}

/**
 * A server answers who has asked it, be it from another socket than the one that it waits at. Undefined: neither of the two was meant.
 */
function senderOf(
  { to }: Datagram,
  serverPorts: readonly number[],
  clients: ReadonlySet<string>,
): Role | undefined {
  if (clients.has(endpoint(to))) return 'server';
  return serverPorts.includes(to.port) ? 'client' : undefined;
}

function endpoint({ address, port }: Endpoint): string {
  return `${address} ${port}`;
}

function turnOf({ at, bytes, unreachable }: Datagram, from: Role, event: number): Turn {
  return {
    ...{ from, at, until: at, bytes: Buffer.from(bytes), connection: 0, order: 0, start: 0 },
    pieces: [{ offset: 0, event }],
    ...(unreachable ? { unheard: true as const } : {}),
  };
}

/** Nothing on the wire says which client is which: of those left, the one whose part fits best. */
function byClient(source: TalkSource, conversations: Turn[][]): Talk[] {
  const { clients } = source.scenario;
  const left = new Set(Array.from({ length: clients.count }, (_, index) => index + 1));
  const talks = conversations.slice(0, clients.count).flatMap((all) => {
    const [best] = [...left]
      .map((client) => talkOfClient(source, client, all))
      .sort((one, other) => fit(other) - fit(one));
    if (best === undefined || best.turns.length === 0) return [];
    left.delete(best.client);
    return [best];
  });
  return talks.sort((one, other) => one.client - other.client);
}

function talkOfClient(source: TalkSource, client: number, all: Turn[]): Talk {
  const turns = all.filter(({ at }) => at < source.until(client));
  return talkOfTurns(source, client, inPlace(withoutRepeats(turns, source.scenario)));
}

function fit({ said }: Talk): number {
  return [...said.values()].filter(({ likeness }) => likeness.kind === 'same').length;
}

function inPlace(turns: Turn[]): Turn[] {
  const said = { server: 0, client: 0 };
  return turns.map((turn, order) => {
    const start = said[turn.from];
    said[turn.from] += turn.bytes.length;
    return { ...turn, order, start };
  });
}

/** Waits for an answer are seconds; the reference answers in milliseconds, and two sends in a row are microseconds apart. */
const REPEAT_MS = 100;

/** A datagram may get lost, so a client that hears nothing may ask again, and is answered again: said twice, that is one message. */
function withoutRepeats(turns: Turn[], { conditions, student }: Scenario): Turn[] {
  const lossy = conditions.includes('lost-reply');
  const heard = lossy && student === 'server' ? withoutLostReply(turns) : turns;
  const last: Partial<Record<Role, Turn>> = {};
  let answersToCome = 0;
  return heard.filter((turn) => {
    const before = last[turn.from];
    last[turn.from] = turn;
    if (before?.bytes.equals(turn.bytes) !== true) return true;
    if (turn.from === 'server') {
      answersToCome -= 1;
      return answersToCome < 0;
    }
    const answered = heard.some((one) => one.from === 'server' && one.at >= before.at && one.at <= turn.at);
    const again = lossy || (!answered && turn.at - before.at >= REPEAT_MS);
    if (again) answersToCome = Math.max(0, answersToCome) + 1;
    return !again;
  });
}

/** The reference client took the first answer for lost, and asked again: what was said before that does not count. */
function withoutLostReply(turns: Turn[]): Turn[] {
  const requests = turns.filter(({ from }) => from === 'client');
  const reply = turns.findIndex(({ from }) => from === 'server');
  const [, again] = requests;
  // Where nobody was left to be asked, the one question stands without an answer.
  if (again === undefined) return turns.filter((_, index) => index !== reply);
  return turns.slice(turns.indexOf(again));
}
