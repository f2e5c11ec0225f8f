/** A flow table, and connections whose segments are given by hand. */
import { FlowTable } from '../../harness/capture/flows.ts';
import type { FlowOptions } from '../../harness/capture/flows.ts';
import type { Connection } from '../../harness/capture/record.ts';
import { ethernet, ipv4, tcp } from './frames.ts';
import type { TcpOptions } from './frames.ts';

export const CLIENT = 40000;
export const SERVER = 12000;

export type Part = Omit<TcpOptions, 'from' | 'to'>;

/** Positions (`seq`, `ack`) count from the SYN, which has 0. */
export function wire(
  options: FlowOptions & { clientIsn?: number; serverIsn?: number; clientPort?: number } = {},
) {
  const table = new FlowTable(options);
  const { clientIsn = 1000, serverIsn = 5000, clientPort = CLIENT } = options;
  let at = 0;
  const send = (segment: TcpOptions) => {
    table.add(ethernet(ipv4(6, tcp(segment))), ++at);
  };
  const client = ({ seq, ack, ...rest }: Part) => {
    send({
      from: clientPort,
      to: SERVER,
      seq: clientIsn + seq,
      ...(ack === undefined ? {} : { ack: serverIsn + ack }),
      ...rest,
    });
  };
  const server = ({ seq, ack, ...rest }: Part) => {
    send({
      from: SERVER,
      to: clientPort,
      seq: serverIsn + seq,
      ...(ack === undefined ? {} : { ack: clientIsn + ack }),
      ...rest,
    });
  };
  const handshake = () => {
    client({ seq: 0, flags: 'S' });
    server({ seq: 0, ack: 1, flags: 'S' });
    client({ seq: 1, ack: 1 });
  };
  return { table, send, client, server, handshake };
}

export function shown(connection: Connection | undefined): string[] {
  return (connection?.events ?? []).map((event) =>
    event.kind === 'data'
      ? `${event.from}: ${Buffer.from(event.bytes).toString()}`
      : `${event.from} ${event.kind}`,
  );
}

export const only = (table: FlowTable) => shown(table.conversation().connections[0]);
