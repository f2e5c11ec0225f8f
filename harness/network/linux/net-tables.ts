/**
 * The kernel's tables of sockets (proc(5), `/proc/net/tcp`, `udp`, `unix`), of the network namespace in which they were opened:
 * an open file keeps showing its own namespace, whoever reads it.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import type { Endpoint } from '../../capture/record.ts';

/** States of a TCP socket, by the number the kernel prints (include/net/tcp_states.h). */
const TCP_STATES = [
  'UNKNOWN',
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
  'NEW_SYN_RECV',
] as const;

type TcpState = (typeof TCP_STATES)[number];

export interface SocketEntry {
  /** `unix`: a stream socket of the family AF_UNIX; its endpoints have a path, and the port 0. */
  transport: 'tcp' | 'udp' | 'unix';
  local: Endpoint;
  /** Port 0 while there is no peer; of a unix socket, no address. */
  peer: Endpoint;
  state: TcpState;
  /** Bytes sent and not yet acknowledged. */
  unacknowledged: number;
  /** Bytes arrived and not yet read; of a LISTEN socket, connections not yet accepted. */
  unread: number;
  /** 0 for a socket that no file refers to (not yet accepted, or closed and on its way out). */
  inode: number;
}

export interface NetTables {
  tcp(): SocketEntry[];
  udp(): SocketEntry[];
  /** The stream sockets of AF_UNIX. What waits in their queues, and who their peers are, this table does not tell. */
  unix(): SocketEntry[];
  close(): void;
}

/** Opens the tables of the calling thread's network namespace. */
export function openNetTables(): NetTables {
  const open = (name: string) => openSync(`/proc/thread-self/net/${name}`, 'r');
  const ip = { tcp: open('tcp'), tcp6: tryOpen('tcp6'), udp: open('udp'), udp6: tryOpen('udp6') };
  const files = { ...ip, unix: tryOpen('unix') };
  return {
    tcp: () => [...entries(files.tcp, 'tcp'), ...entries(files.tcp6, 'tcp')],
    udp: () => [...entries(files.udp, 'udp'), ...entries(files.udp6, 'udp')],
    unix: () => linesOf(files.unix).flatMap(parseUnixEntry),
    close: () => {
      for (const fd of Object.values(files)) if (fd !== undefined) closeSync(fd);
    },
  };
}

/** IPv6 may be switched off in the kernel, and so may unix sockets. */
function tryOpen(name: string): number | undefined {
  try {
    return openSync(`/proc/thread-self/net/${name}`, 'r');
  } catch {
    return undefined;
  }
}

function entries(fd: number | undefined, transport: 'tcp' | 'udp'): SocketEntry[] {
  return linesOf(fd).map((line) => parseEntry(line, transport));
}

function linesOf(fd: number | undefined): string[] {
  if (fd === undefined) return [];
  return readWhole(fd)
    .split('\n')
    .slice(1)
    .filter((line) => line !== '');
}

const chunk = Buffer.allocUnsafeSlow(64 * 1024);

/** Reads a file of /proc from its start; such a file has no size, and is made anew at each read from 0. */
function readWhole(fd: number): string {
  let text = '';
  let position = 0;
  for (;;) {
    const length = readSync(fd, chunk, 0, chunk.length, position);
    if (length === 0) return text;
    text += chunk.toString('latin1', 0, length);
    position += length;
  }
}

/** `sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode …` */
function parseEntry(line: string, transport: 'tcp' | 'udp'): SocketEntry {
  const [, local = '', peer = '', state = '', queues = '', , , , , inode = ''] = line.trim().split(/\s+/);
  const [unacknowledged = '0', unread = '0'] = queues.split(':');
  return {
    transport,
    local: parseEndpoint(local),
    peer: parseEndpoint(peer),
    state: TCP_STATES[parseInt(state, 16)] ?? 'UNKNOWN',
    unacknowledged: parseInt(unacknowledged, 16),
    unread: parseInt(unread, 16),
    inode: Number(inode),
  };
}

const UNIX_LINE = /^\S+: \S+ \S+ ([\dA-F]{8}) ([\dA-F]{4}) ([\dA-F]{2}) +(\d+)(?: (.*))?$/;
const SOCK_STREAM = 1;
/** A socket in LISTEN (include/linux/net.h). */
const SO_ACCEPTCON = 0x10000;
const SS_CONNECTED = 3;

/** `Num RefCount Protocol Flags Type St Inode Path`. A name in the abstract begins with `@`, which stands for NUL (unix(7)). */
function parseUnixEntry(line: string): SocketEntry[] {
  const [, flags = '', type = '', state = '', inode = '', path = ''] = UNIX_LINE.exec(line) ?? [];
  if (parseInt(type, 16) !== SOCK_STREAM) return [];
  const connected = parseInt(state, 16) === SS_CONNECTED ? 'ESTABLISHED' : 'CLOSE';
  const named = Buffer.from(path, 'latin1').toString('utf8');
  return [
    {
      transport: 'unix',
      local: { address: named.startsWith('@') ? named.replace(/@+$/, '') : named, port: 0 },
      peer: { address: '', port: 0 },
      state: (parseInt(flags, 16) & SO_ACCEPTCON) === 0 ? connected : 'LISTEN',
      unacknowledged: 0,
      unread: 0,
      inode: Number(inode),
    },
  ];
}

/** `0100007F:1F90`: 32-bit words in the machine's byte order (little-endian on all that Node runs on here), port as a number. */
function parseEndpoint(text: string): Endpoint {
  const [address = '', port = '0'] = text.split(':');
  const bytes = (address.match(/.{8}/g) ?? []).flatMap((word) =>
    [6, 4, 2, 0].map((at) => parseInt(word.slice(at, at + 2), 16)),
  );
  return { address: formatAddress(bytes), port: parseInt(port, 16) };
}

const MAPPED_PREFIX = '0,0,0,0,0,0,0,0,0,0,255,255';

/** An IPv4 address in an IPv6 socket (`::ffff:127.0.0.1`) is shown as what it is on the wire. */
function formatAddress(bytes: number[]): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.slice(0, 12).join(',') === MAPPED_PREFIX) return bytes.slice(12).join('.');
  return formatIpv6(bytes);
}

/** RFC 5952: lower case, no leading zeros, the longest run of zero groups as `::`. */
function formatIpv6(bytes: ArrayLike<number>): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16),
  );
  const runs = groups.join(':').match(/(?:\b0(?::|$))+/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  const text = groups.join(':');
  if (longest.replaceAll(':', '').length < 2) return text;
  const at = text.indexOf(longest);
  return `${text.slice(0, at).replace(/:$/, '')}::${text.slice(at + longest.length)}`;
}
