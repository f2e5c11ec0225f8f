/** What calls and addresses are called in a course, and what strace(1) calls them. */
import { splitArguments, type RawCall } from './strace-lines.ts';

/** Variants of one and the same call (section 2 of the manual). */
const VARIANTS: Partial<Record<string, string>> = {
  accept4: 'accept',
  readv: 'read',
  writev: 'write',
  pselect6: 'select',
  ppoll: 'poll',
  epoll_pwait: 'epoll_wait',
  epoll_pwait2: 'epoll_wait',
};

/** Calls that wait on many descriptors at once. */
export const SETS_OF_SOCKETS: ReadonlySet<string> = new Set(['select', 'poll', 'epoll_wait']);

/** send(2) and recv(2) are sendto(2) and recvfrom(2) without an address: on Linux there is no other system call for them. */
export function courseName({ name, arguments: given }: Pick<RawCall, 'name' | 'arguments'>): string {
  if (name !== 'sendto' && name !== 'recvfrom') return VARIANTS[name] ?? name;
  const address = splitArguments(given)[4];
  const plain = name === 'sendto' ? 'send' : 'recv';
  return address === undefined || address === 'NULL' || address === '' ? plain : name;
}

/** `127.0.0.1:12000`, `[::1]:53` or the path of the first address among a call's arguments; empty if there is none. */
export function addressOf(given: string): string {
  const port = /sin6?_port=htons\((\d+)\)/.exec(given)?.[1];
  const ipv4 = /sin_addr=inet_addr\("([^"]*)"\)/.exec(given)?.[1];
  const ipv6 = /inet_pton\(AF_INET6, "([^"]*)"/.exec(given)?.[1];
  if (port !== undefined && ipv4 !== undefined) return `${ipv4}:${port}`;
  if (port !== undefined && ipv6 !== undefined) return `[${ipv6}]:${port}`;
  return /sun_path=@?"((?:[^"\\]|\\.)*)"/.exec(given)?.[1] ?? '';
}
