/**
 * A capture as a file of the PCAP Next Generation format (draft-ietf-opsawg-pcapng), which Wireshark, tshark and tcpdump
 * read. Pure: bytes in, bytes out.
 */
import { parseAddress } from './address.ts';
import { block, flags, number64, options, text, type Option } from './pcapng-blocks.ts';

export interface PcapngFile {
  /** What captured: the machine's architecture, its operating system, the program and its version. */
  hardware: string;
  os: string;
  application: string;
  /** On the file as a whole. */
  comments: string[];
  interfaces: PcapngInterface[];
  /** Names that addresses are shown by. */
  names: { address: string; name: string }[];
  /** In the order of the file. Read once. */
  packets: Iterable<PcapngPacket>;
}

export interface PcapngInterface {
  name: string;
  description: string;
  comments: string[];
  /** Packets that were seen and are not in the file, or are known to have been missed. */
  dropped: number;
}

export interface PcapngPacket {
  /** Index into `interfaces`. */
  interface: number;
  /** Nanoseconds since 1970. */
  at: bigint;
  /** An Ethernet frame. */
  bytes: Uint8Array;
  /** Of the interface: whether whoever is behind it sent the packet. */
  direction: 'inbound' | 'outbound';
  comments: string[];
}

/** The blocks of the file, one after another. Control characters in its texts do not come through. */
export function* encodePcapng(file: PcapngFile): Generator<Uint8Array> {
  yield sectionHeader(file);
  for (const one of file.interfaces) yield interfaceDescription(one);
  if (file.names.length > 0) yield nameResolution(file.names);
  const received = file.interfaces.map(() => 0);
  let latest = 0n;
  for (const packet of file.packets) {
    received[packet.interface] = (received[packet.interface] ?? 0) + 1;
    if (packet.at > latest) latest = packet.at;
    yield enhancedPacket(packet);
  }
  for (const [index, { dropped }] of file.interfaces.entries()) {
    yield interfaceStatistics(index, latest, received[index] ?? 0, dropped);
  }
}

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const NAME_RESOLUTION = 4;
const INTERFACE_STATISTICS = 5;
const ENHANCED_PACKET = 6;

const OPT_COMMENT = 1;

const commentsAsOptions = (comments: string[]): Option[] =>
  comments.map((comment) => [OPT_COMMENT, text(comment)]);

function sectionHeader({ hardware, os, application, comments }: PcapngFile): Uint8Array {
  const fixed = Buffer.alloc(16);
  fixed.writeUInt32LE(0x1a2b3c4d, 0); // The byte order of the section.
  fixed.writeUInt16LE(1, 4); // Version 1.0.
  fixed.writeBigInt64LE(-1n, 8); // The section goes on to the end of the file.
  return block(
    SECTION_HEADER,
    fixed,
    options([...commentsAsOptions(comments), [2, text(hardware)], [3, text(os)], [4, text(application)]]),
  );
}

const LINKTYPE_ETHERNET = 1;
const NANOSECONDS = Uint8Array.of(9); // if_tsresol: units of 10^-9 s.

function interfaceDescription({ name, description, comments }: PcapngInterface): Uint8Array {
  const fixed = Buffer.alloc(8); // A snapshot length of 0 says that packets are whole.
  fixed.writeUInt16LE(LINKTYPE_ETHERNET, 0);
  return block(
    INTERFACE_DESCRIPTION,
    fixed,
    options([...commentsAsOptions(comments), [2, text(name)], [3, text(description)], [9, NANOSECONDS]]),
  );
}

/** Records of addresses and their names, and one that ends them. They are laid out as options are. */
function nameResolution(names: PcapngFile['names']): Uint8Array {
  const records = names.flatMap(({ address, name }): Option[] => {
    const bytes = parseAddress(address);
    if (bytes === undefined) return [];
    return [[bytes.length === 4 ? 1 : 2, Buffer.concat([bytes, text(name), Buffer.alloc(1)])]];
  });
  return block(NAME_RESOLUTION, options(records));
}

function enhancedPacket(packet: PcapngPacket): Uint8Array {
  const { bytes, direction, comments } = packet;
  const fixed = Buffer.alloc(20);
  fixed.writeUInt32LE(packet.interface, 0);
  writeTime(fixed, 4, packet.at);
  fixed.writeUInt32LE(bytes.length, 12); // In the file, and on the wire.
  fixed.writeUInt32LE(bytes.length, 16);
  const about: Option[] = [...commentsAsOptions(comments), [2, flags(direction)]];
  return block(ENHANCED_PACKET, fixed, bytes, Buffer.alloc(-bytes.length & 3), options(about));
}

function interfaceStatistics(index: number, at: bigint, received: number, dropped: number): Uint8Array {
  const fixed = Buffer.alloc(12);
  fixed.writeUInt32LE(index, 0);
  writeTime(fixed, 4, at);
  return block(
    INTERFACE_STATISTICS,
    fixed,
    options([
      [4, number64(received + dropped)],
      [5, number64(dropped)],
    ]),
  );
}

/** The upper half of the 64 bits comes first, whatever the byte order. */
function writeTime(into: Buffer, offset: number, at: bigint): void {
  into.writeUInt32LE(Number(at >> 32n), offset);
  into.writeUInt32LE(Number(at & 0xffff_ffffn), offset + 4);
}
