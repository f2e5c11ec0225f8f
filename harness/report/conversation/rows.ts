/** A conversation as the rows of a drawing: what happened, who did it, and in which words it is shown. */
import type { Bytes, Check, ShownConnection, ShownConversation, ShownEvent } from '../../judge/result.ts';
import type { Listener } from '../../capture/record.ts';
import { otherRole, type Role } from '../../spec/task.ts';
import { visible, visibleBytes } from '../visible.ts';

/** How a lifeline looks below a row: `open`, `half` once its side has sent FIN, `gone` after a reset or without a program. */
export type Life = 'open' | 'half' | 'gone';

export interface Row {
  /** Milliseconds since the run began; undefined for a row that is no event. */
  at: number | undefined;
  /** `packet` goes through; `reset` ends the connection; `lost` gets no answer; `note` is no packet at all. */
  kind: 'packet' | 'reset' | 'lost' | 'note';
  from: Role;
  /** What was seen on the wire; undefined for a note, and for what came of an attempt to connect. */
  event?: ShownEvent['kind'];
  /** Visible already. */
  label: string;
  /** Bytes carried, for data. */
  bytes?: number;
  /** They themselves. */
  data?: Bytes;
  /** Id of the connection that it belongs to; undefined for datagrams, and for what belongs to none. */
  connection?: number;
  before: Record<Role, Life>;
  /** The checks that lost their points here. */
  lost: string[];
}

type Names = Record<Role, string>;

/** All rows of a conversation, connection by connection, then the datagrams. */
export function rowsOf(conversation: ShownConversation, names: Names, checks: Check[]): Row[] {
  const lost = checks.filter((check) => check.status === 'failed' && check.at !== undefined);
  return [
    ...listenerRows(conversation, checks),
    ...conversation.connections.flatMap((connection) => connectionRows(connection, names, lost)),
    ...datagramRows(conversation, lost),
    ...leftOutRow(conversation.leftOut, 'connections or datagrams'),
  ];
}

/** A wrong port belongs to the line that names it. */
function listenerRows(conversation: ShownConversation, checks: Check[]): Row[] {
  const lost = checks.filter(
    ({ id, status, at }) => id === 'port' && status === 'failed' && at === undefined,
  );
  return conversation.listeners
    .filter((listener) => listener.by === 'student')
    .map((listener) => ({
      at: listener.at,
      kind: 'note',
      from: 'server',
      label: waitsAt(listener),
      before: { client: 'open', server: 'open' },
      lost: lost.map(({ id }) => id),
    }));
}

function waitsAt({ transport, address, port }: Listener): string {
  if (transport === 'unix') return `listens at ${visible(address)}`;
  return `${transport === 'tcp' ? 'listens' : 'waits'} on port ${port}`;
}

function connectionRows(connection: ShownConnection, names: Names, lost: Check[]): Row[] {
  const here = lost.filter((check) => check.at?.connection === connection.id);
  const rows =
    connection.outcome === 'established'
      ? establishedRows(connection, names, here)
      : failedAttempt(connection, here);
  const last = rows.at(-1);
  last?.lost.push(...here.filter((check) => check.at?.event === undefined).map((check) => check.id));
  return rows.map((row) => ({ ...row, connection: connection.id }));
}

function failedAttempt(connection: ShownConnection, here: Check[]): Row[] {
  const before: Record<Role, Life> = { client: 'open', server: 'gone' };
  const isPath = connection.serverPort === 0;
  const tried = isPath ? `connects to ${place(connection)}` : `SYN to ${place(connection)}`;
  const nobody = isPath ? `at ${place(connection)}` : `on ${connection.serverPort}`;
  const row = { at: connection.startedAt, from: 'client' as const, before, lost: [] };
  const events = here.filter((check) => check.at?.event !== undefined).map((check) => check.id);
  if (connection.outcome === 'unanswered') {
    return [{ ...row, kind: 'lost', label: `${tried}, no answer`, lost: events }];
  }
  return [
    { ...row, kind: 'packet', label: tried },
    {
      ...row,
      kind: 'reset',
      from: 'server',
      label: `${isPath ? '' : 'RST: '}refused, nobody listens ${nobody}`,
      lost: events,
    },
  ];
}

function establishedRows(connection: ShownConnection, names: Names, here: Check[]): Row[] {
  const life: Record<Role, Life> = { client: 'open', server: 'open' };
  const rows = connection.events.map((event, index): Row => {
    const lost = here.filter((check) => check.at?.event === index).map((check) => check.id);
    const row = { ...eventRow(event, connection), before: { ...life }, lost };
    if (event.kind === 'fin') life[event.from] = 'half';
    if (event.kind === 'rst') life.client = life.server = 'gone';
    return row;
  });
  return [
    ...rows,
    ...leftOutRow(connection.eventsLeftOut, 'events'),
    ...leftOpenRows(connection, names, life),
  ];
}

/** What the result itself no longer has. */
function leftOutRow(count: number | undefined, what: string): Row[] {
  if (count === undefined || count === 0) return [];
  const before: Record<Role, Life> = { client: 'open', server: 'open' };
  return [
    { at: undefined, kind: 'note', from: 'client', label: `⋮ ${count} more ${what}`, before, lost: [] },
  ];
}

function eventRow(event: ShownEvent, connection: ShownConnection): Omit<Row, 'before' | 'lost'> {
  const { at, from } = event;
  // FIN and RST are words of TCP.
  const isOverPath = connection.serverPort === 0;
  switch (event.kind) {
    case 'open':
      return { at, from, kind: 'packet', event: 'open', label: `connects to ${place(connection)}` };
    case 'data':
      return { at, from, kind: 'packet', event: 'data', ...carried(event.bytes) };
    case 'fin':
      return { at, from, kind: 'packet', event: 'fin', label: isOverPath ? 'end of stream' : 'FIN' };
    case 'rst':
      return { at, from, kind: 'reset', event: 'rst', label: isOverPath ? 'reset' : 'RST' };
  }
}

function carried(data: Bytes): Pick<Row, 'label' | 'bytes' | 'data'> {
  return { label: `"${visibleBytes(data)}"`, bytes: data.length, data };
}

function place(connection: ShownConnection): string {
  return connection.serverPort === 0 ? visible(connection.server) : `port ${connection.serverPort}`;
}

function leftOpenRows(connection: ShownConnection, names: Names, life: Record<Role, Life>): Row[] {
  return connection.leftOpenBy.map((from) => ({
    at: undefined,
    kind: 'note',
    from,
    label: `${names[from]} never closed its side`,
    before: { ...life },
    lost: [],
  }));
}

/** A datagram's connection is 0 in a check, and its event its index. */
function datagramRows(conversation: ShownConversation, lost: Check[]): Row[] {
  const here = lost.filter((check) => check.at?.connection === 0);
  const servers = new Set(conversation.listeners.filter(isUdpServer).map(({ port }) => String(port)));
  const firstTo = conversation.datagrams[0]?.to;
  return conversation.datagrams.flatMap((datagram, index): Row[] => {
    const toServer = servers.size > 0 ? servers.has(portOf(datagram.to)) : datagram.to === firstTo;
    const from: Role = toServer ? 'client' : 'server';
    const row = { before: { client: 'open', server: 'open' } as const, at: datagram.at };
    const events = here.filter((check) => check.at?.event === index).map((check) => check.id);
    const sent: Row = {
      ...row,
      kind: datagram.unreachable ? 'lost' : 'packet',
      from,
      ...carried(datagram.bytes),
      lost: events,
    };
    if (!datagram.unreachable) return [sent];
    const label = `ICMP: nobody has port ${portOf(datagram.to)}`;
    return [sent, { ...row, kind: 'note', from: otherRole(from), label, lost: [] }];
  });
}

function isUdpServer(listener: { role: Role; transport: string }): boolean {
  return listener.role === 'server' && listener.transport === 'udp';
}

function portOf(endpoint: string): string {
  return visible(endpoint.slice(endpoint.lastIndexOf(':') + 1));
}
