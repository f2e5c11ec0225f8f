/** IP addresses in their usual notation. */
import { isIPv4, isIPv6 } from 'node:net';
import type { Family } from '../spec/task.ts';

/** The loopback's address, by which two programs of one machine meet. */
export function loopbackOf(family: Family): string {
  return family === 'ipv6' ? '::1' : '127.0.0.1';
}

/** The address of a socket that waits on all of the machine's. */
export function wildcardOf(family: Family): string {
  return family === 'ipv6' ? '::' : '0.0.0.0';
}

/** Of 4 bytes: dotted decimal (RFC 791). Of 16: RFC 5952. */
export function formatAddress(bytes: Uint8Array): string {
  return bytes.length === 4 ? bytes.join('.') : formatIpv6(bytes);
}

/** RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups as `::`. */
function formatIpv6(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(index * 2));
  const { at, length } = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, at).join(':')}::${hex.slice(at + length).join(':')}`;
}

function longestZeroRun(groups: number[]): { at: number; length: number } {
  let best = { at: 0, length: 0 };
  let length = 0;
  for (const [index, group] of groups.entries()) {
    length = group === 0 ? length + 1 : 0;
    if (length > best.length) best = { at: index - length + 1, length };
  }
  return best;
}

/** The 4 bytes of an IPv4 address, or the 16 of an IPv6 address (RFC 4291), its zone left out. Undefined if `address` is neither. */
export function parseAddress(address: string): Uint8Array | undefined {
  if (isIPv4(address)) return Uint8Array.from(address.split('.').map(Number));
  return isIPv6(address) ? parseIpv6(address) : undefined;
}

function parseIpv6(address: string): Uint8Array {
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').split('::');
  const bytes = new Uint8Array(16);
  const back = groupBytes(tail);
  bytes.set(groupBytes(head));
  bytes.set(back, bytes.length - back.length);
  return bytes;
}

function groupBytes(groups: string): number[] {
  if (groups === '') return [];
  return groups.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

/** The port with its two bytes the other way round: what a C program gets that forgets htons(3). */
export function swappedPort(port: number): number {
  return ((port & 0xff) << 8) | (port >> 8);
}
