/** A run as a pcapng file: its packets, who sent them, and remarks on those that matter. */
import { ROLES } from '../spec/task.ts';
import type { Role } from '../spec/task.ts';
import { withChecksums } from './checksums.ts';
import type { CapturedFrame, CaptureSource, FrameRecorder } from './frame-recorder.ts';
import { frameOf, readFrames, type EventPlace, type ReadFrame } from './frames.ts';
import { madeUpFrames, withPorts } from './made-up.ts';
import type { PcapngFile, PcapngInterface, PcapngPacket } from './pcapng.ts';
import type { Conversation, RunRecord } from './record.ts';

/** Something to be said about a run, at the packet that it happened at. */
export interface Remark {
  text: string;
  /** Left out, or not among the packets: the remark is on the file as a whole. */
  at?: EventPlace | undefined;
  /** Where `at` names a connection and no event: the packet that the remark is on. */
  otherwise: 'first' | 'last';
}

/** What the file says of its maker. */
export type Maker = Pick<PcapngFile, 'hardware' | 'os' | 'application'>;

/** The file of a run that has ended. */
export function captureOf(
  record: RunRecord,
  recorder: FrameRecorder,
  remarks: readonly Remark[],
  maker: Maker,
): PcapngFile {
  const { conversation, ports } = withPorts(record.conversation);
  const frames = recorder.source === 'packets' ? recorder.frames : madeUpFrames(conversation);
  const read = readFrames(frames);
  const labels = labelsOf(record);
  const missing = recorder.leftOut + conversation.lost;
  const placed = place(remarks, (one) => one.at && frameOf(one.at, conversation, read, one.otherwise));
  return {
    ...maker,
    comments: [
      ...aboutFile(record, recorder),
      ...aboutPaths(ports),
      ...aboutPorts(conversation, read),
      ...placed.onFile,
    ],
    interfaces: [
      ...SENDERS.map((role) => loopback(`sent by ${labels[role]}`, recorder)),
      ...(missing > 0 || read.includes(undefined) ? [loopback(UNKNOWN_SENDER, recorder, missing)] : []),
    ],
    names: namesOf(read, labels),
    packets: packetsOf({ frames, read, startedAt: recorder.startedAt, labels, remarks: placed.onFrames }),
  };
}

/** As they are called on the command line; several clients are one program. */
function labelsOf({ programs }: RunRecord): Record<Role, string> {
  const label = (role: Role) => {
    const own = programs.filter((program) => program.role === role && program.by === 'student');
    const commands = new Set(own.map(({ command }) => command.join(' ').slice(0, 200)));
    return own.length === 0 ? `the reference ${role}` : `${[...commands].join(', ')} (the student's ${role})`;
  };
  return { server: label('server'), client: label('client') };
}

const ABOUT_HEADERS: Record<CaptureSource, string> = {
  packets: 'Checksums, which the loopback leaves out, are filled in.',
  relay:
    'The headers in this file are made up: Sockmark stood between the programs as a relay and saw the bytes, their times, the ends of connections (FIN) and the resets (RST), and no packets.',
  unix: 'The packets in this file are made up: between Unix sockets there are none. Sockmark stood between the programs as a relay and saw the bytes, their times, and the ends of connections; they are shown as they would be over TCP.',
};

function aboutFile({ task, scenario, network }: RunRecord, { source, leftOut }: FrameRecorder): string[] {
  const what = `sockmark: task ${task}, scenario ${scenario}, ${network} network`;
  return [
    what,
    ABOUT_HEADERS[source],
    ...(leftOut > 0 ? [`The run had ${leftOut} more packets: only the first are kept.`] : []),
  ];
}

function aboutPaths(ports: ReadonlyMap<string, number>): string[] {
  return [...ports].map(([path, port]) => `In this file port ${port} stands for the path ${path}.`);
}

/** On the host network a free port may stand for the one that everything else speaks of. */
function aboutPorts(conversation: Conversation, read: readonly (ReadFrame | undefined)[]): string[] {
  const [connection] = conversation.connections;
  const opening = connection && read[frameOf({ connection: connection.id }, conversation, read) ?? -1];
  const actual = opening?.packet.dst.port;
  if (actual === undefined || actual === connection?.server.port) return [];
  return [`In this run port ${actual} stood for port ${connection?.server.port}.`];
}

/** An interface for each sender, since both have the same address as a rule: so each packet says whose it is. */
const SENDERS = ROLES;
const UNKNOWN_SENDER = 'packets of an unknown sender, and those that are missing';

function loopback(description: string, { source }: FrameRecorder, dropped = 0): PcapngInterface {
  return { name: 'lo', description, comments: source === 'packets' ? [] : [ABOUT_HEADERS[source]], dropped };
}

/** Addresses by which only one of the two can be meant. */
function namesOf(
  read: readonly (ReadFrame | undefined)[],
  labels: Record<Role, string>,
): PcapngFile['names'] {
  const owners = new Map<string, Set<Role>>();
  for (const frame of read) {
    if (frame === undefined || frame.packet.kind === 'port-unreachable') continue;
    const { address } = frame.packet.src;
    owners.set(address, (owners.get(address) ?? new Set()).add(frame.from));
  }
  return [...owners].flatMap(([address, roles]) => {
    const [only] = roles;
    return roles.size === 1 && only !== undefined ? [{ address, name: labels[only] }] : [];
  });
}

interface Placed {
  onFile: string[];
  onFrames: Map<number, string[]>;
}

function place(remarks: readonly Remark[], frameAt: (remark: Remark) => number | undefined): Placed {
  const placed: Placed = { onFile: [], onFrames: new Map() };
  for (const remark of remarks) {
    const index = frameAt(remark);
    if (index === undefined) placed.onFile.push(remark.text);
    else placed.onFrames.set(index, [...(placed.onFrames.get(index) ?? []), remark.text]);
  }
  return placed;
}

interface Packets {
  frames: readonly CapturedFrame[];
  read: readonly (ReadFrame | undefined)[];
  startedAt: bigint;
  labels: Record<Role, string>;
  remarks: Map<number, string[]>;
}

function* packetsOf({ frames, read, startedAt, labels, remarks }: Packets): Generator<PcapngPacket> {
  for (const [index, { bytes, at }] of frames.entries()) {
    const frame = read[index];
    const opening = frame?.opens === true ? [`${labels.client} → ${labels.server}`] : [];
    yield {
      interface: frame === undefined ? SENDERS.length : SENDERS.indexOf(frame.from),
      at: startedAt + BigInt(Math.round(at * 1e6)),
      bytes: withChecksums(asEthernet(bytes)),
      direction: frame === undefined ? 'inbound' : 'outbound',
      comments: [...opening, ...(remarks.get(index) ?? [])],
    };
  }
}

/** A bare IP packet behind the header of a loopback's frame: addresses of zeros, and the EtherType. */
function asEthernet(frame: Uint8Array): Uint8Array {
  if (frame[0] === 0) return frame;
  const header = Buffer.alloc(14);
  header.writeUInt16BE((frame[0] ?? 0) >> 4 === 6 ? 0x86dd : 0x0800, 12);
  return Buffer.concat([header, frame]);
}
