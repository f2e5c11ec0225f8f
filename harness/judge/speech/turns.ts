/**
 * Turns: the consecutive bytes of one side until the other side speaks. TCP carries a stream, so how the bytes of a
 * turn were cut into segments says nothing about messages (RFC 9293, section 3.8); a turn is the largest part of a
 * conversation that belongs together for certain.
 */
import type { Connection, WireEvent } from '../../capture/record.ts';
import type { Role } from '../../spec/task.ts';

export interface Turn {
  from: Role;
  bytes: Buffer;
  /** When the first and the last of its bytes were seen, in milliseconds since the run began. */
  at: number;
  until: number;
  /** Place among the turns of both sides. */
  order: number;
  /** Where its first byte stands in all that this side said. */
  start: number;
  /** 0 of a datagram. */
  connection: number;
  /** How the bytes came: for each piece its first byte's place in the turn, and its event in the connection. */
  pieces: { offset: number; event: number }[];
  /** True where a length bounded it: a message, even if there is nothing in it. */
  framed?: true;
  /** True where the task asks for framing and these bytes have none. */
  unframed?: true;
  /** True where nobody was there any more to hear it. */
  unheard?: true;
}

interface Draft extends Omit<Turn, 'bytes'> {
  chunks: Uint8Array[];
  length: number;
}

/** More turns than any task has; what a runaway says after that is not compared with anything. */
export const MOST_TURNS = 500;

/** The turns of connections that follow each other, without what was said at `until` or later. */
export function turnsOf(connections: Pick<Connection, 'id' | 'events'>[], until = Infinity): Turn[] {
  const drafts: Draft[] = [];
  const said = { server: 0, client: 0 };
  for (const { id, events } of connections) {
    for (const [index, event] of events.entries()) {
      if (event.kind !== 'data' || event.bytes.length === 0 || event.at >= until) continue;
      if (!addTo(drafts, said, event, id, index)) return drafts.map(finish);
    }
  }
  return drafts.map(finish);
}

/** False once there are too many turns. */
function addTo(
  drafts: Draft[],
  said: Record<Role, number>,
  event: Extract<WireEvent, { kind: 'data' }>,
  connection: number,
  index: number,
): boolean {
  let draft = drafts.at(-1);
  if (draft?.from !== event.from || draft.connection !== connection) {
    if (drafts.length === MOST_TURNS) return false;
    const { from, at } = event;
    const place = { order: drafts.length, start: said[from], connection };
    draft = { from, at, until: at, ...place, pieces: [], chunks: [], length: 0 };
    drafts.push(draft);
  }
  draft.pieces.push({ offset: draft.length, event: index });
  draft.chunks.push(event.bytes);
  draft.length += event.bytes.length;
  draft.until = event.at;
  said[event.from] += event.bytes.length;
  return true;
}

function finish({ chunks, length, ...turn }: Draft): Turn {
  return { ...turn, bytes: Buffer.concat(chunks, length) };
}

/** The part of a turn from `offset` on, as a turn of its own. */
export function partOf(turn: Turn, offset: number, length: number): Turn {
  const bytes = turn.bytes.subarray(offset, offset + length);
  const pieces = turn.pieces
    .filter((piece, index) => {
      const next = turn.pieces[index + 1]?.offset ?? turn.bytes.length;
      return next > offset && piece.offset < offset + length;
    })
    .map((piece) => ({ ...piece, offset: Math.max(0, piece.offset - offset) }));
  return { ...turn, bytes, start: turn.start + offset, pieces };
}

/** The event that brought the byte at `offset` of a turn. */
export function eventAt(turn: Turn, offset: number): number | undefined {
  return turn.pieces.findLast((piece) => piece.offset <= offset)?.event ?? turn.pieces[0]?.event;
}
