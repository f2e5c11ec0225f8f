/** The ports of one run: locked, looked at, and given back. */
import type { Trouble } from '../../capture/record.ts';
import type { PlaceRequest } from '../network.ts';
import { takeFreePort } from './free-port.ts';
import { lockPorts, PortLocked, type PortLock } from './port-lock.ts';
import type { PortPlan } from './port-plan.ts';
import { clearPorts, probePort } from './port-probe.ts';

export interface HeldPorts {
  /** The free port that the server has in place of the asked one. */
  server: number | undefined;
  /** The port of a relay between two programs of the student. */
  between: number | undefined;
  /** All ports of the run. None but locked ones: on others it would take somebody else's conversations for its own. */
  all: number[];
  /** What keeps the run from having a port that it needs. */
  trouble: Trouble[];
  release(): Promise<void>;
}

/** Waits until the ports of the plan are this run's. What cannot be had becomes trouble, and no error. */
export async function holdPorts(plan: PortPlan, request: PlaceRequest, waitMs: number): Promise<HeldPorts> {
  const locks: PortLock[] = [];
  const release = async () => {
    await Promise.all(locks.splice(0).map((lock) => lock.release()));
  };
  const takeFree = async () => {
    const { port, lock } = await takeFreePort();
    locks.push(lock);
    return port;
  };
  try {
    const locked = await lockOrTrouble(plan.fixed, waitMs);
    if ('release' in locked) locks.push(locked);
    const trouble = 'release' in locked ? await probeAll(plan.needed, request) : [locked];
    // Those that are needed are cleared by the look at them; of a task over UDP they are looked at for UDP only.
    const isCleared = (port: number) => request.transport !== 'udp' && plan.needed.includes(port);
    if (trouble.length === 0) await clearPorts(plan.fixed.filter((port) => !isCleared(port)));
    const server = plan.serverOnFreePort ? await takeFree() : undefined;
    const between = plan.between === 'on-free-port' ? await takeFree() : plan.between && request.port;
    const free = [server, between].filter((port) => port !== undefined);
    return { server, between, all: [...new Set([...plan.fixed, ...free])], trouble, release };
  } catch (error) {
    await release();
    throw error;
  }
}

export async function lockOrTrouble(
  ports: readonly (number | string)[],
  waitMs: number,
): Promise<PortLock | Trouble> {
  try {
    return await lockPorts(ports, waitMs);
  } catch (error) {
    if (!(error instanceof PortLocked)) throw error;
    return {
      code: 'port-taken',
      message: `${error.message} It was waited for ${Math.round(waitMs / 1000)} s.`,
      remedy: 'Grade again once the other grading is done, or on the private network (Linux).',
    };
  }
}

async function probeAll(ports: number[], request: PlaceRequest): Promise<Trouble[]> {
  const transport = request.transport === 'udp' ? 'udp' : 'tcp';
  const found = await Promise.all(ports.map((port) => probePort(transport, port)));
  return found.filter((trouble) => trouble !== undefined);
}
