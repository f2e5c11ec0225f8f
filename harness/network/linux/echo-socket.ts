/** Sends the reference's ICMP messages (raw(7)). What comes is seen by the capture, so nothing is received here. */
import { closeSync } from 'node:fs';
import { reachableAddress } from '../host/local-server.ts';
import { checked, libc, setNumber } from './libc.ts';
import { AF_INET, inetAddress } from './sockaddr.ts';

const SOCK_RAW_CLOEXEC = 3 | 0o2000000;
const IPPROTO_ICMP = 1;
const SOL_IP = 0;
const IP_TTL = 2;
const SOL_RAW = 255;
const ICMP_FILTER = 1;

export interface EchoSocket {
  /** What cannot be sent is lost, as anything may be. */
  send(message: Uint8Array, address: string): void;
  close(): void;
}

/** Opens it in the network namespace of the calling thread. Needs CAP_NET_RAW there. */
export function openEchoSocket(): EchoSocket {
  const fd = checked('socket', libc().socket(AF_INET, SOCK_RAW_CLOEXEC, IPPROTO_ICMP));
  setNumber(fd, SOL_RAW, ICMP_FILTER, -1);
  return {
    send: (message, address) => {
      setNumber(fd, SOL_IP, IP_TTL, ttlOf(message));
      const to = inetAddress(reachableAddress(address, 'ipv4'), 0);
      if (libc().connect(fd, to, to.length) === 0) libc().send(fd, message, message.length, 0);
    },
    close: () => {
      closeSync(fd);
    },
  };
}

/**
 * As if the message had passed a few routers: never the 64 that a program's own message has, and not the same for all, so that it can be
 * told who has read it. The same for the same message, so that a run can be played again.
 */
function ttlOf(message: Uint8Array): number {
  return 63 - (message.reduce((sum, byte) => (sum * 31 + byte) % 9973, 7) % 30);
}
