/** Socket addresses as the kernel lays them out (ip(7), ipv6(7), unix(7), packet(7)). */
import { isIPv4, isIPv6 } from 'node:net';

/** Every protocol (linux/if_ether.h). */
const ETH_P_ALL = 0x0003;

export const AF_UNIX = 1;
export const AF_INET = 2;
export const AF_NETLINK = 16;
export const AF_INET6 = 10;
export const AF_PACKET = 17;

/** `struct sockaddr_in` or `struct sockaddr_in6` of an address in its usual notation. */
export function inetAddress(address: string, port: number): Buffer {
  if (isIPv4(address)) return ipv4Address(address, port);
  if (isIPv6(address)) return ipv6Address(address, port);
  throw new RangeError(`'${address}' is not an IP address`);
}

function ipv4Address(address: string, port: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(AF_INET, 0);
  bytes.writeUInt16BE(port, 2);
  bytes.set(address.split('.').map(Number), 4);
  return bytes;
}

function ipv6Address(address: string, port: number): Buffer {
  const bytes = Buffer.alloc(28);
  bytes.writeUInt16LE(AF_INET6, 0);
  bytes.writeUInt16BE(port, 2);
  bytes.set(ipv6Bytes(address), 8);
  return bytes;
}

/** The 16 bytes of an IPv6 address (RFC 4291), its zone left out. */
function ipv6Bytes(address: string): number[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const zeros = new Array<number>(16 - front.length - back.length).fill(0);
  return [...front, ...zeros, ...back];
}

function groups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

/** `struct sockaddr_un`; a path that begins with NUL is an abstract name. */
export function unixAddress(path: string): Buffer {
  const name = Buffer.from(path);
  const bytes = Buffer.alloc(2 + name.length + 1);
  bytes.writeUInt16LE(AF_UNIX, 0);
  name.copy(bytes, 2);
  return bytes;
}

/** `struct sockaddr_ll` for every protocol on one interface. */
export function packetAddress(interfaceIndex: number): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt16LE(AF_PACKET, 0);
  bytes.writeUInt16BE(ETH_P_ALL, 2);
  bytes.writeInt32LE(interfaceIndex, 4);
  return bytes;
}
