/**
 * A network namespace of a run's own (network_namespaces(7)): every port free, 53 without root, every address local.
 *
 * No helper process: the main thread steps into the namespace for the length of one synchronous call. A socket belongs to the
 * namespace in which it was created, and a child to the one in which it was forked, so that is all it takes.
 */
import { closeSync, existsSync, openSync, readlinkSync, writeFileSync } from 'node:fs';
import { checked, libc } from '../linux/libc.ts';
import { AF_INET, AF_INET6, AF_NETLINK } from '../linux/sockaddr.ts';
import { LOOPBACK_INDEX } from '../linux/packet-socket.ts';

const CLONE_NEWNET = 0x40000000;
const SOCK_DGRAM = 2;
const SOCK_RAW = 3;
const SOCK_CLOEXEC = 0o2000000;
const SIOCSIFFLAGS = 0x8914;
const IFF_UP = 0x1;
const IFF_RUNNING = 0x40;

const OWN_NAMESPACE = '/proc/thread-self/ns/net';

export interface Namespace {
  /** Runs `call` inside. It must be synchronous: what it leaves for a later tick happens outside. */
  inside<Result>(call: () => Result): Result;
  /** Lets go of it. The kernel removes it with its last process and socket. */
  close(): void;
}

/** Makes a namespace with its loopback up. Needs CAP_SYS_ADMIN; throws `SystemError` (`EPERM`) without it. */
export function createNamespace(): Namespace {
  nursery ??= openNursery();
  const fd = inside(nursery, () => {
    const unshared = unsharedNamespace();
    prepare();
    return unshared;
  });
  return namespaceOf(fd);
}

function namespaceOf(fd: number): Namespace {
  return {
    inside: (call) => inside(fd, call),
    close: () => {
      closeSync(fd);
    },
  };
}

/**
 * The namespace from which all others are made, opened once a process. A new namespace takes the size of its socket tables from the one
 * it is made in: the machine's has hundreds of thousands of places, and the kernel walks them all (some 5 ms) for every look at
 * `/proc/net/tcp`. Tables of 256 places are walked in microseconds. Linux 6.1 and later (ip-sysctl, tcp_child_ehash_entries).
 */
let nursery: number | undefined;

function openNursery(): number {
  return visiting(() => {
    const fd = unsharedNamespace();
    for (const table of ['tcp_child_ehash_entries', 'udp_child_hash_entries']) {
      const setting = `/proc/sys/net/ipv4/${table}`;
      if (existsSync(setting)) writeFileSync(setting, '256');
    }
    return fd;
  });
}

/** Puts the calling thread into a new namespace. */
function unsharedNamespace(): number {
  checked('unshare', libc().unshare(CLONE_NEWNET));
  return openSync(OWN_NAMESPACE, 'r');
}

function inside<Result>(fd: number, call: () => Result): Result {
  return visiting(() => {
    checked('setns', libc().setns(fd, CLONE_NEWNET));
    return call();
  });
}

/** Runs `visit`, which may step into other namespaces, and comes back to the one that the thread was in. */
function visiting<Result>(visit: () => Result): Result {
  const outside = openSync(OWN_NAMESPACE, 'r');
  const home = readlinkSync(OWN_NAMESPACE);
  try {
    return visit();
  } finally {
    // Where the first step was refused there is no way to go, and no right to go it.
    if (readlinkSync(OWN_NAMESPACE) !== home) returnTo(outside);
    closeSync(outside);
  }
}

/** A thread left in the wrong namespace would mix up every run of this process: better none than that. */
function returnTo(outside: number): void {
  if (libc().setns(outside, CLONE_NEWNET) === 0) return;
  process.stderr.write(`sockmark: cannot leave a network namespace (${libc().lastError()})\n`);
  process.abort();
}

function prepare(): void {
  bringLoopbackUp();
  makeEveryAddressLocal(AF_INET);
  if (hasIpv6()) makeEveryAddressLocal(AF_INET6);
  writeFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', '0');
}

/** `struct ifreq`: the name (16 bytes), then the flags. netdevice(7). */
function bringLoopbackUp(): void {
  const request = Buffer.alloc(40);
  request.write('lo');
  request.writeUInt16LE(IFF_UP | IFF_RUNNING, 16);
  const fd = checked('socket', libc().socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  try {
    checked('ioctl SIOCSIFFLAGS', libc().ioctl(fd, SIOCSIFFLAGS, request));
  } finally {
    closeSync(fd);
  }
}

function hasIpv6(): boolean {
  const fd = libc().socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return false;
  closeSync(fd);
  return true;
}

/** `ip route add local default dev lo`: a program with 192.168.1.77 written into it finds its peer (rtnetlink(7)). */
function makeEveryAddressLocal(family: number): void {
  const message = routeMessage(family);
  const fd = checked('socket', libc().socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
  try {
    checked('send', libc().send(fd, message, message.length, 0));
    const answer = Buffer.alloc(256);
    checked('recv', libc().recv(fd, answer, answer.length, 0));
    const errno = answer.readInt32LE(NLMSGHDR_BYTES);
    if (errno !== 0) throw new Error(`The kernel refused the route for every address (errno ${-errno}).`);
  } finally {
    closeSync(fd);
  }
}

const NETLINK_ROUTE = 0;
const NLMSGHDR_BYTES = 16;
const RTM_NEWROUTE = 24;
const NLM_F_REQUEST_ACK_CREATE = 0x1 | 0x4 | 0x400;
const RT_TABLE_LOCAL = 255;
const RTPROT_BOOT = 3;
const RT_SCOPE_HOST = 254;
const RT_SCOPE_UNIVERSE = 0;
const RTN_LOCAL = 2;
const RTA_OIF = 4;

/** `struct nlmsghdr`, `struct rtmsg` with a destination of length 0, and the attribute that names the loopback. */
function routeMessage(family: number): Buffer {
  const message = Buffer.alloc(36);
  message.writeUInt32LE(message.length, 0);
  message.writeUInt16LE(RTM_NEWROUTE, 4);
  message.writeUInt16LE(NLM_F_REQUEST_ACK_CREATE, 6);
  message.writeUInt8(family, 16);
  message.writeUInt8(RT_TABLE_LOCAL, 20);
  message.writeUInt8(RTPROT_BOOT, 21);
  message.writeUInt8(family === AF_INET ? RT_SCOPE_HOST : RT_SCOPE_UNIVERSE, 22);
  message.writeUInt8(RTN_LOCAL, 23);
  message.writeUInt16LE(8, 28);
  message.writeUInt16LE(RTA_OIF, 30);
  message.writeInt32LE(LOOPBACK_INDEX, 32);
  return message;
}
