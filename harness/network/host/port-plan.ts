/** Which ports a run needs, by what its programs have written into them and what they can be told. */
import { swappedPort } from '../../capture/address.ts';
import type { Program } from '../../submission/submission.ts';
import type { PlaceRequest } from '../network.ts';

/** How the conversation is seen: by reading the loopback's packets, or by standing between the programs. */
export type Capture = 'packets' | 'relay';

export interface PortPlan {
  /** Ports with a meaning to the run that are as they are; locked while it lasts. */
  fixed: number[];
  /** Of these, the ones on which the run cannot do without listening. */
  needed: number[];
  /** The server is given a free port in place of the asked one. */
  serverOnFreePort: boolean;
  /** The relay that stands between two programs of the student, where one does. */
  between: 'on-asked-port' | 'on-free-port' | undefined;
}

/** Plans the ports of a run. With `relay` and two programs of which none can be told a port, there is no plan. */
export function planPorts(request: PlaceRequest, capture: Capture): PortPlan | undefined {
  const { programs } = request;
  if (request.family === 'unix') return noPorts(programs);
  const server = programs.find(({ role }) => role === 'server');
  const client = programs.find(({ role }) => role === 'client');
  const between = capture === 'relay' && server && client ? standBetween(server, client) : undefined;
  if (between === 'nowhere') return undefined;
  const allCanBeTold = programs.every(({ takesPort }) => takesPort);
  const serverOnFreePort = allCanBeTold || between === 'on-asked-port';
  const needed = serverOnFreePort && between !== 'on-asked-port' ? [] : neededPorts(request);
  const written = programs.filter(({ takesPort }) => !takesPort).flatMap(portsOf);
  return { fixed: [...new Set([...needed, ...written])], needed, serverOnFreePort, between };
}

/** Of programs that are to meet at a path: what they have written in all the same is where they take the wrong family. */
function noPorts(programs: readonly Program[]): PortPlan {
  const fixed = [...new Set(programs.flatMap(portsOf))];
  return { fixed, needed: [], serverOnFreePort: false, between: undefined };
}

/** The ports that a program may mean. A C program that forgets htons(3) has the two bytes of its port the other way round. */
function portsOf({ language, writtenPorts }: Program): number[] {
  if (language !== 'c') return writtenPorts;
  const swapped = writtenPorts.map(swappedPort);
  return [...writtenPorts, ...swapped.filter((port) => port > 0)];
}

/** The relay takes the place of the server that the client knows, and the server another; or the client is sent to the relay. */
function standBetween(server: Program, client: Program): PortPlan['between'] | 'nowhere' {
  if (client.takesPort) return 'on-free-port';
  return server.takesPort ? 'on-asked-port' : 'nowhere';
}

/** The port that the spec asks for, and the likeliest that the server has written in. */
function neededPorts({ programs, port }: PlaceRequest): number[] {
  const server = programs.find(({ role }) => role === 'server');
  if (server === undefined || server.takesPort) return [port];
  return [server.writtenPorts[0] ?? port];
}
