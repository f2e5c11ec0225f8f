/** Hints for ICMP echo through a raw socket. */
import type { CauseOf } from '../causes.ts';
import { hint, type AnyHint } from './hint.ts';

const HEADER =
  'type (1 byte), code (1), checksum (2), identifier (2), sequence number (2), in network byte order, and the data';

const MESSAGE: Record<CauseOf<'echo'>['what'], string> = {
  short: `An echo request begins with 8 bytes: ${HEADER}.`,
  type: 'An echo request has type 8 and code 0; type 0 is the reply to one.',
  checksum: '',
  repeated:
    'Count the sequence number up with each request: it is by this that a reply is told from the reply to the one before.',
};

export const echoHints: AnyHint[] = [
  hint({
    id: 'icmp-checksum',
    cause: 'echo',
    rank: 4,
    when: ({ what }) => what === 'checksum',
    text: () =>
      'The checksum goes over the whole message, header and data, with 0 in its own place: add up the 16-bit words, add what is above 16 bits to the rest until nothing is, and turn all bits round (RFC 1071). An odd byte at the end is filled up with 0. Put it in network byte order.',
  }),
  hint({ id: 'icmp-message', cause: 'echo', rank: 4, text: ({ what }) => MESSAGE[what] }),
  hint({
    id: 'own-request',
    cause: 'reply-unread',
    rank: 4,
    when: ({ how }) => how === 'own-request',
    text: () =>
      'A raw socket gets every ICMP message of its machine, and on 127.0.0.1 your own request is the first of them. Call recvfrom again until a message has type 0 and your identifier and sequence number.',
  }),
  hint({
    id: 'reply-not-recognised',
    cause: 'reply-unread',
    rank: 4,
    when: ({ how }) => how === 'not-taken',
    text: () =>
      'What a raw socket gives begins with the IP header: skip it, 4 times the low half of its first byte (mostly 20 bytes), and look for the type behind it. Compare identifier and sequence number in the byte order in which you sent them.',
  }),
  hint({
    id: 'reply-not-printed',
    cause: 'reply-unread',
    rank: 5,
    text: ({ how }) =>
      how === 'no-time'
        ? 'Take the time before sendto and after recvfrom, and print the difference with its unit on the line of the reply, as in time=0.08 ms.'
        : 'Print a line for each reply, with its TTL: byte 8 of the IP header with which a message from a raw socket begins.',
  }),
];
