/** One SYN from a port that connections of the past still hold. */
import { closeSync } from 'node:fs';
import type { Endpoint } from '../../capture/record.ts';
import { checked, libc, setNumber } from './libc.ts';
import { AF_INET, AF_INET6, inetAddress } from './sockaddr.ts';

const SOCK_STREAM = 1;
const SOCK_NONBLOCK = 0o4000;
const SOCK_CLOEXEC = 0o2000000;
const SOL_IP = 0;
const IP_BIND_ADDRESS_NO_PORT = 24;
/** Since Linux 6.3, for IPv6 too: the range from which the system chooses a port, the last in the upper half (ip(7)). */
const IP_LOCAL_PORT_RANGE = 51;

/**
 * Sends a SYN from one endpoint of this machine to another, and lets go of it. A socket that is bound to its port may not share it with
 * connections in TIME_WAIT; one whose port the system chooses may, and here it may choose from one port only. Its own TIME_WAIT with the
 * same peer is replaced once it is a second old (tcp_tw_reuse). False where this system cannot do it.
 */
export function sendLoneSyn(from: Endpoint, to: Endpoint): boolean {
  if (process.platform !== 'linux') return false;
  const family = to.address.includes(':') ? AF_INET6 : AF_INET;
  const fd = checked('socket', libc().socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  try {
    setNumber(fd, SOL_IP, IP_LOCAL_PORT_RANGE, (from.port << 16) | from.port);
    setNumber(fd, SOL_IP, IP_BIND_ADDRESS_NO_PORT, 1);
    const [own, peer] = [inetAddress(from.address, 0), inetAddress(to.address, to.port)];
    checked('bind', libc().bind(fd, own, own.length));
    // It returns before an answer has come, or says that there is nothing to connect to.
    libc().connect(fd, peer, peer.length);
    return true;
  } catch {
    return false;
  } finally {
    closeSync(fd);
  }
}
