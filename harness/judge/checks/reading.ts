/** Whether what was said to a program was read by it. TCP acknowledges for the kernel, not for the program. */
import type { Connection, Endpoint } from '../../capture/record.ts';
import { otherRole, type Role } from '../../spec/task.ts';
import { textOf } from '../compare/bytes.ts';
import { closingOf, type Facts } from '../facts.ts';
import type { Found } from '../speech/split.ts';
import type { Talk } from '../speech/talk.ts';
import { isSameEnd } from '../words.ts';

/** Bytes at the end of what the peer said that the program never read. */
export interface UnreadTail {
  bytes: number;
  /**
   * `left`: still in the socket's queue at the end. `reset`: it closed with them unread, which makes the kernel send
   * RST in place of FIN (RFC 9293, section 3.6; RFC 2525, section 2.17). `closed`: they came after it had closed.
   */
  how: 'left' | 'reset' | 'closed';
}

export function unreadTail(facts: Facts, talk: Talk, reader: Role): UnreadTail | undefined {
  const left = facts.record.unread.filter(
    (one) => one.role === reader && isOf(talk, reader, one.local, one.peer),
  );
  const bytes = left.reduce((sum, one) => sum + one.bytes, 0);
  if (bytes > 0) return { bytes, how: 'left' };
  const unheard = talk.turns.filter((turn) => turn.unheard && turn.from !== reader);
  if (unheard.length > 0) {
    return { bytes: unheard.reduce((sum, turn) => sum + turn.bytes.length, 0), how: 'closed' };
  }
  const last = talk.connections.at(-1);
  return last && unreadAtClose(facts, last, reader);
}

function isOf(talk: Talk, reader: Role, local: Endpoint, peer: Endpoint): boolean {
  if (talk.connections.length === 0) return true;
  return talk.connections.some(({ client, server }) => {
    const [own, other] = reader === 'server' ? [server, client] : [client, server];
    return isSameEnd(own, local) && isSameEnd(other, peer);
  });
}

function unreadAtClose(facts: Facts, connection: Connection, reader: Role): UnreadTail | undefined {
  const { fin, rst, open } = closingOf(facts, connection, reader);
  if (!rst || open) return undefined;
  const peer = otherRole(reader);
  const heard = (from: number, to: number): number =>
    connection.events
      .slice(from, to)
      .reduce(
        (sum, event) => sum + (event.kind === 'data' && event.from === peer ? event.bytes.length : 0),
        0,
      );
  if (fin && fin.event < rst.event) {
    const bytes = heard(fin.event, rst.event);
    if (bytes > 0) return { bytes, how: 'closed' };
  }
  const spoke = connection.events.findLastIndex(
    (event, index) => index < rst.event && event.kind === 'data' && event.from === reader,
  );
  // What it said after the peer's last bytes shows that it had read them, as far as the wire can show it. Java sends its FIN by
  // shutdown before it closes: the RST then comes behind the FIN, with nothing from the peer between them.
  const bytes = heard(spoke + 1, rst.event);
  return bytes > 0 ? { bytes, how: 'reset' } : undefined;
}

/** How much of a message was never read: all of it, the end of it, or nothing that matters. */
export function unreadPart(talk: Talk, found: Found, tail: UnreadTail): 'all' | 'part' | 'none' {
  const speaker = found.turn.from;
  const said = talk.turns
    .filter((turn) => turn.from === speaker)
    .reduce((end, turn) => Math.max(end, turn.start + turn.bytes.length), 0);
  const unreadFrom = said - tail.bytes;
  const end = found.turn.start + textOf(found.turn.bytes).length;
  if (end <= unreadFrom) return 'none';
  return found.turn.start >= unreadFrom ? 'all' : 'part';
}
