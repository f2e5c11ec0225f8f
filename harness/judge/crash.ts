/**
 * Whether a program crashed. Exit codes lie in both directions: clients that were refused exit with 0, and one that
 * works exits with 55. So a crash is a signal, or an exception that nobody caught, as the language itself reports it.
 */
import type { ProgramRecord } from '../capture/record.ts';
import type { Role } from '../spec/task.ts';
import type { Submission } from '../submission/submission.ts';
import { faultOf, type Fault } from './fault.ts';
import { endedAt, ownFiles, readTraces, type SourceLine, type Trace } from './traceback.ts';

/** What the network, or the end of the input, told the program. `other`: a fault of the program's own. */
export type CrashReason =
  | 'refused'
  | 'nobody-at-path'
  | 'reset'
  | 'broken-pipe'
  | 'address-in-use'
  | 'path-in-use'
  | 'address-not-here'
  | 'no-rights'
  | 'name-not-found'
  | 'unreachable'
  | 'timeout'
  | 'end-of-input'
  | 'bytes-or-text'
  | 'not-connected'
  | 'not-listening'
  | 'missing-brackets'
  | 'no-destination'
  | 'needs-arguments'
  | 'does-not-parse'
  | 'missing-module'
  | 'missing-file'
  | 'name-too-long'
  | 'other';

export interface Crash {
  role: Role;
  instance: number;
  /** When the program ended, or 0 where only one of its threads or children did. */
  at: number;
  language: Trace['language'] | undefined;
  /** The exception's class, the error's code, or the signal's name. */
  error: string;
  text: string;
  reason: CrashReason;
  /** Where a signal ended it. */
  fault?: Fault;
  where: SourceLine | undefined;
}

/** Signals that a program gets for a fault of its own. */
const FAULT_SIGNALS = [
  ...['SIGSEGV', 'SIGABRT', 'SIGFPE', 'SIGBUS', 'SIGILL', 'SIGPIPE', 'SIGSYS', 'SIGTRAP'],
  ...['SIGXFSZ', 'SIGKILL'],
];

/** A shell, or a sandbox, reports the death of its child by signal n as exit code 128 + n (sh(1)). */
const FAULT_CODES: Record<number, string> = {
  132: 'SIGILL',
  134: 'SIGABRT',
  135: 'SIGBUS',
  136: 'SIGFPE',
  139: 'SIGSEGV',
  141: 'SIGPIPE',
};

/** What the same error means where programs meet at a path. */
const AT_A_PATH: Partial<Record<CrashReason, CrashReason>> = {
  refused: 'nobody-at-path',
  'address-in-use': 'path-in-use',
};

export function atPath(crash: Crash): Crash {
  return { ...crash, reason: AT_A_PATH[crash.reason] ?? crash.reason };
}

/** The crash of one program; undefined if it did not crash, or if the harness ended it. */
export function crashOf(program: ProgramRecord, submission: Submission): Crash | undefined {
  const own = ownFiles(submission, submission.programs[program.role]);
  const traces = readTraces(program.stderr, own);
  const trace = fatalTrace(program, traces);
  const at = program.ending.kind === 'not-started' ? 0 : program.ending.at;
  const who = { role: program.role, instance: program.instance, at };
  if (trace) {
    const { language, error, text, where } = trace;
    return { ...who, language, error, text, reason: reasonOf(trace), where };
  }
  const signal = faultSignal(program);
  const told = endedAt(program.stacks, own);
  const error = signal ?? told?.signal;
  if (error === undefined) return undefined;
  const reason = error === 'SIGPIPE' ? ('broken-pipe' as const) : ('other' as const);
  const where = told?.signal === error ? told.where : undefined;
  const when = signal === undefined ? { at: 0 } : {};
  return { ...who, ...when, language: undefined, error, reason, ...faultOf(error, program), where };
}

function faultSignal({ ending }: ProgramRecord): string | undefined {
  if (ending.kind === 'signalled') return FAULT_SIGNALS.includes(ending.signal) ? ending.signal : undefined;
  return ending.kind === 'exited' ? FAULT_CODES[ending.code] : undefined;
}

/**
 * The trace that ended the program or a thread of it. A program that exits with 0 has printed the trace of an
 * exception that it had caught; one that the harness ended may have printed how it took that.
 */
function fatalTrace(program: ProgramRecord, traces: Trace[]): Trace | undefined {
  const real = traces.filter((trace) => trace.error !== 'KeyboardInterrupt' && trace.error !== 'SystemExit');
  const certain = real.find((trace) => trace.certain);
  if (program.ending.kind !== 'exited' || program.ending.code === 0) return certain;
  return real.at(-1);
}

const REASONS: readonly (readonly [CrashReason, RegExp])[] = [
  ['refused', /^(?:ConnectionRefusedError|ECONNREFUSED|java\.net\.ConnectException)$/],
  ['reset', /^(?:ConnectionResetError|ConnectionAbortedError|ECONNRESET|ECONNABORTED)$/],
  ['broken-pipe', /^(?:BrokenPipeError|EPIPE)$/],
  ['address-in-use', /^EADDRINUSE$/],
  ['address-not-here', /^EADDRNOTAVAIL$/],
  ['no-rights', /^(?:PermissionError|EACCES|EPERM)$/],
  ['name-not-found', /^(?:socket\.gaierror|ENOTFOUND|EAI_AGAIN|java\.net\.UnknownHostException)$/],
  ['unreachable', /^(?:EHOSTUNREACH|ENETUNREACH|java\.net\.NoRouteToHostException)$/],
  ['timeout', /^(?:TimeoutError|socket\.timeout|ETIMEDOUT|java\.net\.SocketTimeoutException)$/],
  ['end-of-input', /^(?:EOFError|java\.util\.NoSuchElementException|java\.io\.EOFException)$/],
  ['does-not-parse', /^(?:SyntaxError|IndentationError|TabError)$/],
  ['missing-module', /^(?:ModuleNotFoundError|ImportError|MODULE_NOT_FOUND|ERR_MODULE_NOT_FOUND)$/],
  ['name-too-long', /^ENAMETOOLONG$/],
  ['no-destination', /^EDESTADDRREQ$/],
  ['missing-file', /^(?:FileNotFoundError|ENOENT|java\.io\.FileNotFoundException)$/],
];

/**
 * Errors whose class says little and whose number or sentence, fixed by the language, says which one it is; for some only
 * together with what the student's line calls.
 */
const SENTENCES: readonly (readonly [CrashReason, string, RegExp, RegExp?])[] = [
  ['address-in-use', 'OSError', /^\[Errno (?:98|48)\]/],
  ['address-not-here', 'OSError', /^\[Errno (?:99|49)\]/],
  ['address-in-use', 'java.net.BindException', /in use/i],
  ['nobody-at-path', 'FileNotFoundError', /./, /connect|open_unix_connection/],
  ['nobody-at-path', 'ENOENT', /\bconnect\b/],
  ['nobody-at-path', 'java.net.SocketException', /No such file/i],
  ['address-not-here', 'java.net.BindException', /assign/i],
  ['not-connected', 'OSError', /^\[Errno (?:107|57)\]/],
  ['not-listening', 'OSError', /^\[Errno 22\]/, /\baccept\b/],
  ['no-destination', 'OSError', /^\[Errno \d+\] Destination address required/],
  ['needs-arguments', 'IndexError', /./, /\bargv\b/],
  ['needs-arguments', 'java.lang.ArrayIndexOutOfBoundsException', /^Index \d+ out of bounds for length 0$/],
  ['name-too-long', 'OSError', /^\[Errno (?:36|63)\]/],
  ['name-too-long', 'java.io.FileNotFoundException', /File name too long/i],
  ['unreachable', 'OSError', /^\[Errno 22\]/, /\bconnect\b/],
  ['unreachable', 'OSError', /^\[Errno (?:101|113|51|65)\]/],
  ['reset', 'java.net.SocketException', /reset/i],
  ['broken-pipe', 'java.net.SocketException', /broken pipe/i],
  ['refused', 'panic', /: connection refused$/],
  ['reset', 'panic', /: connection reset by peer$/],
  ['broken-pipe', 'panic', /: broken pipe$/],
  ['address-in-use', 'panic', /: address already in use$/],
  ['name-not-found', 'panic', /: no such host$/],
  ['end-of-input', 'panic', /^EOF$/],
  ['missing-brackets', 'TypeError', /'(?:builtin_function_or_method|method|function)'/],
  [
    'bytes-or-text',
    'TypeError',
    /bytes-like object|must be str, not bytes|can't concat|(?:str|bytes).*\b(?:to|and) .*(?:str|bytes)/,
  ],
  [
    'bytes-or-text',
    'AttributeError',
    /'(?:str' object has no attribute 'decode|bytes' object has no attribute 'encode)'/,
  ],
];

function reasonOf(trace: Trace): CrashReason {
  const said = SENTENCES.find(
    ([, error, pattern, line]) =>
      error === trace.error && pattern.test(trace.text) && (line?.test(trace.where?.source ?? '') ?? true),
  );
  return said?.[0] ?? REASONS.find(([, pattern]) => pattern.test(trace.error))?.[0] ?? 'other';
}

/** Reasons that lie in what the peer or the network did: such a crash often only follows from another fault. */
export function comesFromOutside(reason: CrashReason): boolean {
  return [
    'refused',
    'nobody-at-path',
    'reset',
    'broken-pipe',
    'name-not-found',
    'unreachable',
    'timeout',
  ].includes(reason);
}
