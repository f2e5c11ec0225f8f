/** Socket addresses as the kernel lays them out (ip(7), ipv6(7), packet(7), unix(7)). */
import { parseAddress } from '../../capture/address.ts';

/** Every protocol (linux/if_ether.h). */
const ETH_P_ALL = 0x0003;

export const AF_UNIX = 1;
export const AF_INET = 2;
export const AF_NETLINK = 16;
export const AF_INET6 = 10;
export const AF_PACKET = 17;

/** `struct sockaddr_in` or `struct sockaddr_in6` of an address in its usual notation. */
export function inetAddress(address: string, port: number): Buffer {
  const ip = parseAddress(address);
  if (ip === undefined) throw new RangeError(`'${address}' is not an IP address`);
  const isIpv4 = ip.length === 4;
  const bytes = Buffer.alloc(isIpv4 ? 16 : 28);
  bytes.writeUInt16LE(isIpv4 ? AF_INET : AF_INET6, 0);
  bytes.writeUInt16BE(port, 2);
  bytes.set(ip, isIpv4 ? 4 : 8);
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

/** `struct sockaddr_un`; a path that begins with NUL is a name in the abstract. */
export function unixAddress(path: string): Buffer {
  const name = Buffer.from(path);
  if (name.length >= SUN_PATH_BYTES) throw new RangeError(`'${path}' is too long for the path of a socket`);
  const family = Buffer.alloc(2);
  family.writeUInt16LE(AF_UNIX);
  return Buffer.concat([family, name, Buffer.alloc(path.startsWith('\0') ? 0 : 1)]);
}

const SUN_PATH_BYTES = 108;
