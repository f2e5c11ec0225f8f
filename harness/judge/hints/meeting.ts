/** Hints for programs that do not meet: nothing listens, the wrong port, refused, unanswered. */
import { swappedPort } from '../../capture/address.ts';
import { listed, quoted } from '../words.ts';
import { hint, type AnyHint } from './hint.ts';

function lastWords(printed: string): string {
  return printed === '' ? '' : ` The last thing it printed was ${quoted(printed)}.`;
}

export const meetingHints: AnyHint[] = [
  hint({
    id: 'server-connects',
    cause: 'nothing-listens',
    rank: 1,
    when: ({ dials }) => dials !== undefined,
    text: ({ over }) =>
      `The server has to wait, not to dial: bind it to the ${over === 'unix' ? 'path' : 'port'}, listen, and accept. connect belongs in the client.`,
  }),
  hint({
    id: 'server-waits-for-typing',
    cause: 'nothing-listens',
    rank: 1,
    when: ({ rest }) => rest.waits.includes('keyboard'),
    text: () =>
      'The server waits for somebody to type before it listens. Let it bind and listen first, with the port written in.',
  }),
  hint({
    id: 'udp-nothing-listens',
    cause: 'nothing-listens',
    rank: 1,
    when: ({ over }) => over === 'udp',
    text: () =>
      'A UDP server needs a socket (SOCK_DGRAM) and bind with the port of the task, and then recvfrom in a loop. Is bind called, and reached?',
  }),
  hint({
    id: 'server-ends-before-listening',
    cause: 'nothing-listens',
    rank: 1,
    when: ({ rest }) => rest.ended,
    text: ({ printed }) =>
      `The program ends before a client can reach it.${lastWords(printed)} A server needs socket, bind, listen and accept, in this order, and its main function has to be called.`,
  }),
  hint({
    id: 'nothing-listens',
    cause: 'nothing-listens',
    rank: 1,
    text: () =>
      'A server needs socket, bind, listen and accept, in this order. Which of them is missing, or never reached?',
  }),
  hint({
    id: 'ip-for-unix',
    cause: 'other-transport',
    rank: 1,
    when: ({ asked }) => asked === 'unix',
    text: ({ by }) =>
      `AF_INET makes a socket with an address and a port. For a path take AF_UNIX (in C struct sockaddr_un, in Java UnixDomainSocketAddress), with SOCK_STREAM, and give ${by === 'server' ? 'bind' : 'connect'} the path alone.`,
  }),
  hint({
    id: 'unix-for-ip',
    cause: 'other-transport',
    rank: 1,
    when: ({ transport }) => transport === 'unix',
    text: () =>
      'AF_UNIX makes a socket at a path of the file system. For an address and a port take AF_INET, and give bind both: (host, port).',
  }),
  hint({
    id: 'udp-for-tcp',
    cause: 'other-transport',
    rank: 1,
    when: ({ asked }) => asked === 'tcp',
    text: ({ by }) =>
      by === 'server'
        ? 'SOCK_DGRAM makes a UDP socket. For TCP take SOCK_STREAM, then bind, listen and accept, and use send and recv on the socket that accept returned.'
        : 'SOCK_DGRAM makes a UDP socket. For TCP take SOCK_STREAM, then connect, and use send and recv in place of sendto and recvfrom.',
  }),
  hint({
    id: 'not-raw',
    cause: 'other-transport',
    rank: 1,
    when: ({ asked }) => asked === 'icmp',
    text: () =>
      'ICMP lies beside TCP and UDP, not upon them, and has no ports. Make a raw socket for it, socket(AF_INET, SOCK_RAW, IPPROTO_ICMP), and send the message with sendto, header and all.',
  }),
  hint({
    id: 'tcp-for-udp',
    cause: 'other-transport',
    rank: 1,
    when: ({ asked }) => asked === 'udp',
    text: () =>
      'SOCK_STREAM makes a TCP socket. For UDP take SOCK_DGRAM, with recvfrom and sendto, and without listen, accept and connect.',
  }),
  hint({
    id: 'ipv4-server',
    cause: 'wrong-family',
    rank: 1,
    when: ({ by }) => by === 'server',
    text: ({ address }) =>
      `${address} is an IPv4 address. For IPv6 take AF_INET6 in place of AF_INET (in C struct sockaddr_in6), and bind to ::1, or to :: for all addresses.`,
  }),
  hint({
    id: 'ipv4-client',
    cause: 'wrong-family',
    rank: 1,
    text: ({ address }) =>
      `${address} is an IPv4 address. For IPv6 take AF_INET6 in place of AF_INET (in C struct sockaddr_in6), and dial ::1.`,
  }),
  hint({
    id: 'forgotten-htons',
    cause: 'wrong-port',
    rank: 2,
    when: ({ expected, actual }) => Number(actual) === swappedPort(Number(expected)),
    text: ({ expected, actual }) =>
      `${actual} is ${expected} with its two bytes exchanged: on the wire the high byte comes first, and in this machine the low one. Write htons(${expected}) where sin_port is set.`,
  }),
  hint({
    id: 'wrong-port-server',
    cause: 'wrong-port',
    rank: 3,
    when: ({ by }) => by === 'server',
    text: ({ expected, actual }) => `Write ${expected} in place of ${actual} where the server binds.`,
  }),
  hint({
    id: 'wrong-port-client',
    cause: 'wrong-port',
    rank: 3,
    text: ({ expected, actual }) => `Write ${expected} in place of ${actual} where the client connects.`,
  }),
  hint({
    id: 'ports-differ',
    cause: 'ports-differ',
    rank: 2,
    text: ({ server, client }) =>
      `Your two programs never meet: the server listens ${typeof server === 'string' ? 'at' : 'on'} ${server}, the client dials ${client}. Give both the ${typeof server === 'string' ? 'path' : 'port'} of the task.`,
  }),
  hint({
    id: 'bound-elsewhere',
    cause: 'refused',
    rank: 2,
    when: ({ listening }) => listening.length > 0,
    text: ({ address, listening }) =>
      `The server listens at ${listed(listening)} only, and the client dials ${address}. Bind the server to '' (all addresses of the machine), or dial localhost.`,
  }),
  hint({
    id: 'refused',
    cause: 'refused',
    rank: 2,
    text: ({ port, address }) =>
      port === 0
        ? `"Connection refused" means that there is a socket at ${address}, and nobody listens there at this moment: a server has left it behind, or has not called listen yet. Start the server first, and look whether it has ended.`
        : `"Connection refused" means that the machine is there, and nobody listens on port ${port} at this moment. The server has to listen before the client connects, and until it has accepted: start it first, and look whether it has ended.`,
  }),
  hint({
    id: 'unanswered',
    cause: 'unanswered',
    rank: 2,
    text: ({ address }) =>
      `Nobody answers at ${address}: there is no such machine here. For two programs on one machine dial localhost, that is 127.0.0.1.`,
  }),
  hint({
    id: 'client-listens',
    cause: 'never-dials',
    rank: 1,
    when: ({ listens }) => listens !== undefined,
    text: ({ over }) =>
      `The client has to dial, not to wait: connect to the server’s ${over === 'unix' ? 'path' : 'port'}. bind, listen and accept belong in the server.`,
  }),
  hint({
    id: 'client-waits-for-typing',
    cause: 'never-dials',
    rank: 2,
    when: ({ rest }) => rest.waits.includes('keyboard'),
    text: () => 'The client still waits for somebody to type when it should connect. Let it connect first.',
  }),
  hint({
    id: 'never-dials',
    cause: 'never-dials',
    rank: 1,
    text: ({ printed, over }) =>
      over === 'unix'
        ? `No connection of the client’s was seen.${lastWords(printed)} Is connect called, with the path of the task, on a socket of the family AF_UNIX? A path without a leading slash begins in the folder in which the program is started.`
        : `The client never calls connect.${lastWords(printed)} Is the call there, and is the function that it is in called?`,
  }),
  hint({
    id: 'udp-one-client-only',
    cause: 'not-accepted',
    rank: 3,
    when: ({ over }) => over === 'udp',
    text: () =>
      'A UDP server serves whoever sends it a datagram: put recvfrom, and sendto to the address that it gave you, in a loop.',
  }),
  hint({
    id: 'one-client-only',
    cause: 'not-accepted',
    rank: 3,
    when: ({ served }) => served > 0,
    text: ({ rest }) =>
      rest.ended
        ? 'The server ends after one client. Put accept and what follows it in a loop.'
        : 'The server never comes back to accept while it serves the client before. Finish with one client and accept again, or serve each in a thread of its own.',
  }),
  hint({
    id: 'backlog-full',
    cause: 'backlog-full',
    rank: 4,
    text: ({ of }) =>
      `The number in listen() is how many clients may wait until accept comes to them; the others are put off. For ${of} of them write listen(${of}).`,
  }),
  hint({
    id: 'one-at-a-time',
    cause: 'one-at-a-time',
    rank: 4,
    text: () =>
      'While the server waits for what one client says next, nobody else is heard. Serve each client in a thread or process of its own that starts right after accept, or let select (or asyncio) tell which socket has something to read.',
  }),
  hint({
    id: 'not-accepted',
    cause: 'not-accepted',
    rank: 2,
    text: () =>
      'The server listens, but no client gets through. Is accept called on the socket that listens?',
  }),
];
