/** A port that nobody has, held for a run. */
import { randomInt } from 'node:crypto';
import getPort from 'get-port';
import { tryLockPort, type PortLock } from './port-lock.ts';

export interface FreePort {
  port: number;
  lock: PortLock;
}

/** Below the ports that systems give to clients (Linux from 32768, the others from 49152), which would come and go. */
const LOWEST = 15_000;
const HIGHEST = 32_767;
const CANDIDATES = 16;

export async function takeFreePort(): Promise<FreePort> {
  for (;;) {
    const candidates = Array.from({ length: CANDIDATES }, () => randomInt(LOWEST, HIGHEST + 1));
    const port = await getPort({ port: candidates });
    const lock = await tryLockPort(port);
    if (lock) return { port, lock };
  }
}
