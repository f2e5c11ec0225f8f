/** The private network: every run has an internet of its own (a network namespace), and its programs a machine of their own. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Network, Place, PlaceRequest } from '../network.ts';
import { onceTried, tracingOf, type Tracing } from '../linux/strace.ts';
import { openUnixPlace } from '../unix/open.ts';
import { namespaceRights } from './enter.ts';
import { PrivatePlace } from './private-place.ts';
import { confinedArguments, sandboxArguments } from './sandbox.ts';

/** Where bubblewrap may be; the PATH of the moment has no say in what holds a wall. */
const BWRAP_PATHS = ['/usr/bin/bwrap', '/usr/local/bin/bwrap'];

export type PrivateNetworkProbe =
  | { kind: 'available'; network: Network }
  | { kind: 'reexec' }
  | { kind: 'refused'; reason: string; remedy: string };

/** Finds out, by doing it, whether this process can make private networks, and whether bubblewrap works here. */
export function privateNetwork(): PrivateNetworkProbe {
  const rights = namespaceRights();
  if (rights.kind !== 'ready') return rights;
  const bwrap = workingSandbox();
  const network: Network = {
    kind: 'private',
    notes: bwrap === undefined ? [NO_SANDBOX] : [],
    open: (request) => openPlace(request, bwrap),
    cannot: () => undefined,
    tracing: onceTried(() => behindWalls(bwrap)),
    ...(bwrap === undefined
      ? {}
      : { confine: (command, folder) => confinedArguments(bwrap, command, folder) }),
  };
  return { kind: 'available', network };
}

function openPlace(request: PlaceRequest, bwrap: string | undefined): Promise<Place> {
  const open = () => Promise.resolve(new PrivatePlace(request, bwrap));
  if (request.family !== 'unix') return open();
  return openUnixPlace(request, { open, walled: bwrap !== undefined, inside: ({ inside }) => inside });
}

const NO_SANDBOX =
  'bubblewrap is missing or not allowed: programs can read this machine and write outside of their folder. Install it: apt-get install bubblewrap.';

const DOES_NOTHING = ['/bin/true'];

function inSandbox(bwrap: string, argv: string[]): string[] {
  return sandboxArguments(bwrap, { folder: '/tmp', cwd: '.', argv, waitForAll: false, env: {} });
}

/** A program that does nothing, started as a student's is. */
function behindWalls(bwrap: string | undefined): string[] {
  return bwrap === undefined ? DOES_NOTHING : inSandbox(bwrap, DOES_NOTHING);
}

/** Whether the socket calls of a program behind the walls of this machine can be seen. */
export function sandboxTracing(): Tracing {
  return tracingOf(behindWalls(workingSandbox()));
}

/** The path of a bubblewrap that works here: being installed is not enough (AppArmor and containers refuse it). */
export function workingSandbox(): string | undefined {
  return BWRAP_PATHS.filter((path) => existsSync(path)).find((path) => {
    const [file = '', ...rest] = inSandbox(path, DOES_NOTHING);
    return spawnSync(file, rest, { stdio: 'ignore' }).status === 0;
  });
}
