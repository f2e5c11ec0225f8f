/**
 * The network that works wherever Node works: the machine's own. A program has the port that is written into it, one run at a time; or a
 * free one, where it can be told.
 */
import { loopbackOf } from '../../capture/address.ts';
import { RunClock } from '../clock.ts';
import { onceTried } from '../linux/strace.ts';
import type { Network, Place, PlaceRequest } from '../network.ts';
import { HostPlace, type HostPlaceParts } from './host-place.ts';
import { canReadLoopback, Loopback } from './loopback.ts';
import { PacketWire } from './packet-wire.ts';
import { PortNames } from './port-names.ts';
import { planPorts, type Capture, type PortPlan } from './port-plan.ts';
import { holdPorts, type HeldPorts } from './held-ports.ts';
import { openUnixPlace } from '../unix/open.ts';
import { RelayWire } from './relay-wire.ts';
import type { Wire } from './wire.ts';

export interface HostOptions {
  /**
   * How conversations are seen. Left out: as the environment variable SOCKMARK_HOST_CAPTURE says; without it by packets
   * where they may be read, else by a relay.
   */
  capture?: Capture;
  /** Milliseconds to wait for a port that another run has. */
  portWaitMs?: number;
}

const PORT_WAIT_MS = 120_000;

/** Opens the host network. Rejects where packets are asked for and may not be read. */
export async function hostNetwork(options: HostOptions = {}): Promise<Network> {
  const readable = await canReadLoopback();
  const capture = options.capture ?? captureAskedFor() ?? (readable ? 'packets' : 'relay');
  if (capture === 'packets' && !readable)
    throw new Error(`The loopback's packets cannot be read here. ${REMEDY}`);
  return new HostNetwork(capture, options.portWaitMs ?? PORT_WAIT_MS);
}

const CAPTURE_VARIABLE = 'SOCKMARK_HOST_CAPTURE';
const CAPTURES: readonly string[] = ['packets', 'relay'] satisfies Capture[];

function captureAskedFor(): Capture | undefined {
  const value = process.env[CAPTURE_VARIABLE];
  if (value === undefined || value === '') return undefined;
  if (!CAPTURES.includes(value))
    throw new Error(`${CAPTURE_VARIABLE} is '${value}'; it may be 'packets' or 'relay'.`);
  return value as Capture;
}

const REMEDY =
  process.platform === 'linux'
    ? 'It takes CAP_NET_RAW: run it as root, or in a container with --cap-add NET_RAW.'
    : 'It takes Linux: grade inside a container or a virtual machine.';

const RELAY_NOTE = `A relay stands between the programs, since the loopback's packets are not read here: two programs that both have their port written in cannot be run against each other. ${REMEDY}`;
const NO_WALL_NOTE =
  'Programs run as this user, with this user’s files in reach. Grade only programs you trust here; strangers’ on the private network (Linux).';

const RAW_SOCKETS_NOTE =
  'Raw sockets need root on the machine itself, and get the messages of everybody there, so this task is run on the private network only (Linux: --network private).';

class HostNetwork implements Network {
  readonly kind = 'host';
  readonly notes: string[];
  readonly tracing = onceTried(() => ['/bin/true']);
  readonly #capture: Capture;
  readonly #portWaitMs: number;
  readonly #loopback = new Loopback();
  readonly #places = new Set<HostPlace>();
  readonly #killAll = () => {
    for (const place of this.#places) place.killNow();
  };

  constructor(capture: Capture, portWaitMs: number) {
    this.#capture = capture;
    this.#portWaitMs = portWaitMs;
    this.notes = capture === 'relay' ? [NO_WALL_NOTE, RELAY_NOTE] : [NO_WALL_NOTE];
  }

  cannot(request: PlaceRequest): string | undefined {
    if (request.transport === 'icmp') return RAW_SOCKETS_NOTE;
    if (request.family === 'unix')
      return process.platform === 'win32' ? 'Programs with Unix sockets are not run on Windows.' : undefined;
    if (this.#capture === 'packets') return undefined;
    if (planPorts(request, 'relay') !== undefined) return undefined;
    return `Both programs have their port written in, so nothing can stand between them to watch. ${REMEDY}`;
  }

  open(request: PlaceRequest): Promise<Place> {
    if (request.transport === 'icmp') throw new Error(RAW_SOCKETS_NOTE);
    const open = () => this.#openPorts(request);
    if (request.family !== 'unix') return open();
    return openUnixPlace(request, { open, walled: false, inside: () => (call) => call() });
  }

  async #openPorts(request: PlaceRequest): Promise<Place> {
    const plan = planPorts(request, this.#capture);
    if (plan === undefined) throw new Error(this.cannot(request));
    const held = await holdPorts(plan, request, this.#portWaitMs);
    try {
      return await this.#open(request, plan, held);
    } catch (error) {
      await held.release();
      throw error;
    }
  }

  async #open(request: PlaceRequest, plan: PortPlan, held: HeldPorts): Promise<Place> {
    const names = new PortNames();
    if (held.server !== undefined) names.replace(request.port, held.server);
    const run: RunParts = { request, names, clock: new RunClock(), ports: new Set(held.all) };
    const { wire, serverIsAt } = await this.#bringTogether(run, plan, held);
    const place: HostPlace = new HostPlace({
      ...run,
      wire,
      serverIsAt,
      told: {
        server: held.server ?? request.port,
        client: plan.between === 'on-free-port' ? held.between : undefined,
      },
      trouble: held.trouble,
      release: async () => {
        this.#forget(place);
        await held.release();
      },
    });
    this.#remember(place);
    return place;
  }

  async #bringTogether({ request, names, clock, ports }: RunParts, plan: PortPlan, held: HeldPorts) {
    request.recorder?.begin(clock.startedAt, this.#capture);
    request.traces?.begin(clock.startedAt);
    if (this.#capture === 'packets') {
      const flows = { watches: (port: number) => ports.has(port), tap: request.recorder?.keep };
      const wire: Wire = new PacketWire(this.#loopback, clock, names, flows);
      return { wire, serverIsAt: () => undefined };
    }
    const wire = new RelayWire(clock, names, ports);
    const server = {
      address: loopbackOf(request.family),
      port: held.server ?? request.port,
    };
    if (held.between !== undefined && held.trouble.length === 0)
      await (request.transport === 'udp'
        ? wire.betweenDatagrams(held.between, () => server)
        : wire.between(held.between, request.family, () => server));
    const serverIsAt = (port: number) => {
      server.port = port;
      if (plan.between === 'on-free-port' && held.between !== undefined)
        names.alias(names.shown(port), held.between);
    };
    return { wire, serverIsAt };
  }

  /** Without a process space of their own, programs would outlive a harness that exits in the middle of a run. */
  #remember(place: HostPlace): void {
    if (this.#places.size === 0) process.on('exit', this.#killAll);
    this.#places.add(place);
  }

  #forget(place: HostPlace): void {
    this.#places.delete(place);
    if (this.#places.size === 0) process.off('exit', this.#killAll);
  }
}

type RunParts = Pick<HostPlaceParts, 'request' | 'names' | 'clock' | 'ports'>;
