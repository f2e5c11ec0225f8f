/** Echo messages of ICMP (RFC 792): type, code, checksum, identifier, sequence number, and data that comes back as it was sent. */

export const ECHO_REPLY = 0;
export const ECHO_REQUEST = 8;

export interface Echo {
  type: number;
  identifier: number;
  sequence: number;
  data: Uint8Array;
}

export function pack({ type, identifier, sequence, data }: Echo): Buffer {
  const message = Buffer.concat([Buffer.alloc(8), data]);
  message.writeUInt8(type, 0);
  message.writeUInt16BE(identifier, 4);
  message.writeUInt16BE(sequence, 6);
  message.writeUInt16BE(checksum(message), 2);
  return message;
}

/** Undefined where it is too short, or its checksum is wrong. */
export function unpack(message: Buffer): Echo | undefined {
  if (message.length < 8 || checksum(message) !== 0) return undefined;
  return {
    type: message.readUInt8(0),
    identifier: message.readUInt16BE(4),
    sequence: message.readUInt16BE(6),
    data: message.subarray(8),
  };
}

/** The sum of the 16-bit words, turned round (RFC 1071). Over a message that has its checksum it is 0. */
function checksum(message: Buffer): number {
  let sum = 0;
  for (let at = 0; at < message.length; at += 2) sum += ((message[at] ?? 0) << 8) | (message[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
