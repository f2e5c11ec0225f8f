/** strace(1) around a program: it writes down the program's calls on sockets, from outside of the sandbox. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where it may be; the PATH of the moment has no say. */
const STRACE_PATHS = ['/usr/bin/strace', '/usr/local/bin/strace'];

/** With "?" those that a processor may not have. Names of descriptors tell sockets (`-y`), so `read` and `close` are told apart from those on files. */
const TRACED = [
  ...['socket', 'bind', 'listen', '?accept', 'accept4', 'connect', 'shutdown', 'close'],
  ...['sendto', 'recvfrom', 'sendmsg', 'recvmsg', 'read', 'write', 'readv', 'writev'],
  ...['setsockopt', 'getsockopt', 'getsockname', 'getpeername'],
  ...['?select', 'pselect6', '?poll', 'ppoll', 'epoll_ctl', '?epoll_wait', 'epoll_pwait', '?epoll_pwait2'],
];

/**
 * A command line with strace before it. Put it before the sandbox, not inside: then the program can neither see nor forge what is written to
 * `file`, which is complete up to the last call at every moment. Bytes of messages are not written (`-s 0`).
 */
export function tracedArguments(strace: string, file: string, argv: readonly string[]): string[] {
  return [
    strace,
    ...['-f', '--seccomp-bpf', '-qq', '-y', '-ttt', '-T', '-a', '1', '-s', '0'],
    ...['-e', 'signal=none', '-e', `trace=${TRACED.join(',')}`, '-o', file, '--'],
    ...argv,
  ];
}

export type Tracing = { kind: 'possible'; strace: string } | { kind: 'impossible'; reason: string };

/** Finds out at the first question, by doing it, whether what `argv` gives (a program that does nothing, in its sandbox) can be traced here. */
export function onceTried(argv: () => readonly string[]): () => Tracing {
  let known: Tracing | undefined;
  return () => (known ??= tracingOf(argv()));
}

/** The same anew. Takes some 10 ms. */
export function tracingOf(argv: readonly string[]): Tracing {
  if (process.platform !== 'linux')
    return { kind: 'impossible', reason: 'Socket calls can be seen on Linux only.' };
  const installed = STRACE_PATHS.filter((path) => existsSync(path));
  if (installed.length === 0) {
    const reason = 'Socket calls cannot be seen without strace. Install it: apt-get install strace.';
    return { kind: 'impossible', reason };
  }
  const working = installed.find((path) => {
    const [file = '', ...rest] = tracedArguments(path, '/dev/null', argv);
    return spawnSync(file, rest, { stdio: 'ignore', timeout: 10_000 }).status === 0;
  });
  if (working !== undefined) return { kind: 'possible', strace: working };
  const reason =
    'Socket calls cannot be seen: strace is installed but may not trace here. In a container it takes --cap-add SYS_PTRACE; else see kernel.yama.ptrace_scope.';
  return { kind: 'impossible', reason };
}
