/** Lines that strace(1) 6.1 wrote, shortened, and what is made of them. Runs under a real strace: `test/run/calls.test.ts`. */
import { expect, test } from 'vitest';
import { socketCalls } from '../../harness/capture/calls/calls.ts';
import { keepCalls, type SocketCall } from '../../harness/capture/calls/socket-calls.ts';

const calls = (lines: string, language = 'c', end = '', overAt = Infinity) =>
  socketCalls({ text: lines, end }, { startedAt: 0, overAt, language });
/** `name socket: about` */
const short = ({ call, descriptor, about }: SocketCall) => `${call} ${descriptor ?? '-'}: ${about}`;

const SOCKET = '7 1.0 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<socket:[50]>';
const PEER = '{sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.1")}';

test('a call that another thread interrupts is one call, at the time when it was made', () => {
  const { made, neverClosed } = calls(`${SOCKET}
7 1.1 accept4(3<socket:[50]>,  <unfinished ...>
8 1.2 read(5</etc/hosts>, ""..., 10) = 10 <0.000021>
7 1.3 <... accept4 resumed>${PEER}, [16], SOCK_CLOEXEC) = 4<socket:[51]> <0.200000>
8 1.4 recvfrom(4<socket:[51]>,  <unfinished ...>
7 1.45 close(4<socket:[51]>) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)
7 1.46 --- SIGCHLD {si_signo=SIGCHLD} ---
7 1.5 close(4<socket:[51]>) = 0
8 1.6 <... recvfrom resumed>"", 1024, 0, NULL, NULL) = 0
7 1.7 accept(3<socket:[50]>,`);
  expect(made.map(short)).toEqual([
    'socket 3: TCP over IPv4',
    'accept 3: 127.0.0.1:53',
    'recv 4: up to 1024 bytes',
    'close 4: ',
    'accept 3: ',
  ]);
  expect(made[1]).toMatchObject({ at: 1100, opened: 4 });
  expect(made[2]).toMatchObject({ at: 1400, bytes: 0 });
  expect(made[4]).toMatchObject({ waiting: true });
  expect(neverClosed).toEqual([3]);
});

test('a number that is given again is another socket, and files and inherited sockets are none of the program’s', () => {
  const { made, neverClosed } = calls(`${SOCKET}
7 1.1 connect(3<socket:[50]>, ${PEER}, 16) = -1 ECONNREFUSED (Connection refused) <0.000060>
7 1.2 close(3<socket:[50]>) = 0
7 1.3 write(1<socket:[9]>, ""..., 5) = 5
7 1.4 close(3</home/student/a = 3<socket:\\[52\\]>>) = 0
7 1.5 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = 3<socket:[52]>
7 1.6 sendto(3<socket:[52]>, ""..., 2, 0, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = 2`);
  expect(made.map(short)).toEqual([
    'socket 3: TCP over IPv4',
    'connect 3: 127.0.0.1:53',
    'close 3: ',
    'socket 3: UDP over IPv6',
    'sendto 3: 2 bytes to [::1]:53',
  ]);
  expect(made[1]?.error).toEqual({ name: 'ECONNREFUSED', text: 'Connection refused' });
  expect(neverClosed).toEqual([3]);
});

test('what the C library asks a service, and how it looks which address it would have, is left out', () => {
  const { made } = calls(`7 1.0 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3<socket:[60]>
7 1.1 connect(3<socket:[60]>, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory)
7 1.2 close(3<socket:[60]>) = 0
7 1.3 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<socket:[61]>
7 1.4 connect(3<socket:[61]>, ${PEER}, 16) = 0
7 1.5 getsockname(3<socket:[61]>, ${PEER}, [28 => 16]) = 0
7 1.6 close(3<socket:[61]>) = 0`);
  expect(made).toEqual([]);
});

const FORGOTTEN = `${SOCKET}
7 1.2 getsockname(3<socket:[50]>, ${PEER}, [16]) = 0
7 1.3 getpeername(3<socket:[50]>, 0x7ffd, [16]) = -1 ENOTCONN (Transport endpoint is not connected)
7 1.4 close(3<socket:[50]>) = 0`;

test.each([
  ['python', FORGOTTEN, true],
  // print(s); s.close(): between the two the text is written.
  ['python', FORGOTTEN.replace('7 1.4', '7 1.3 write(1<pipe:[3]>, ""..., 9) = 9\n7 1.4'), undefined],
  ['c', FORGOTTEN, undefined],
])(
  'a socket that Python closes itself is told from one that the program closes (%s)',
  (language, lines, by) => {
    expect(calls(lines, language).made.at(-1)).toMatchObject({ call: 'close' });
    expect(calls(lines, language).made.at(-1)?.byRuntime).toBe(by);
  },
);

test('what a program does when its peer was ended before it is not looked at', () => {
  const { made, neverClosed } = calls(
    `${SOCKET}
7 1.1 recvfrom(3<socket:[50]>, "", 1024, 0, NULL, NULL) = 0 <1.400000>
7 2.6 close(3<socket:[50]>) = 0`,
    ...(['python', '', 2000] as const),
  );
  expect(made.at(-1)).toMatchObject({ call: 'recv', waiting: true });
  expect(neverClosed).toEqual([3]);
});

test('a loop is one line with a number; a gap in the trace invents no call that waits', () => {
  const loop = Array.from({ length: 500 }, () => '7 2.0 recvfrom(3<socket:[50]>, "", 9, 0, NULL, NULL) = 0');
  const { made } = calls([SOCKET, ...loop].join('\n'));
  expect(made.map(({ times }) => times)).toEqual([undefined, 500]);
  const gap = calls(`${SOCKET}\n7 1.1 recvfrom(3<socket:[50]>, `, 'c', `torn) = 5\n${loop.join('\n')}`);
  expect(gap).toMatchObject({ incomplete: true, made: [{ call: 'socket' }, { call: 'recv', times: 500 }] });
});

test('of very many calls the first and the last are kept, and the others counted', () => {
  const made = Array.from({ length: 100 }, (_, at): SocketCall => {
    return { at, call: 'send', descriptor: 3, about: '', arguments: '', times: 2 };
  });
  const kept = keepCalls({ made, dropped: 1, neverClosed: [] }, 8);
  expect(kept.made.map(({ at }) => at)).toEqual([0, 1, 2, 3, 4, 5, 98, 99]);
  expect(kept.dropped).toBe(1 + 92 * 2);
});
