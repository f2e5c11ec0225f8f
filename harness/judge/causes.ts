/**
 * Why a check failed, as data. Messages and hints are made from a cause and from nothing else, so that a hint never
 * hangs on the wording of a message.
 */
import type { WaitKind } from '../capture/record.ts';
import type { Family, ReplyFunction, Role, Says } from '../spec/task.ts';
import type { Finding } from '../submission/submission.ts';
import type { EchoFault } from './compare/echo.ts';
import type { HttpFault } from './compare/http.ts';
import type { Crash } from './crash.ts';
import type { SourceLine } from './traceback.ts';

/** What a program was doing when the run came to rest. */
export interface AtRest {
  waits: WaitKind[];
  /** It had ended by itself. */
  ended: boolean;
  /** The student's line that it waited in, where the language tells. */
  where?: SourceLine;
}

/** A message that never came. */
export interface NotSaid {
  kind: 'not-said';
  by: Role;
  /** What kind of message is missing. */
  says: Says['kind'];
  rest: AtRest;
  closed: boolean;
  /** The other side was waiting too: both wait to receive. */
  peerWaits: boolean;
  /** It had read the line that it was to say. */
  took: boolean;
  /** Messages that it had said before. */
  earlier: number;
  /** It reads whole lines, and what it was told last has no line end. */
  wantsLine: boolean;
  /** Where it writes into a buffer that nothing in it flushes. */
  heldBack?: SourceLine;
  /** It had accepted one more client in the middle of this conversation. */
  visited: boolean;
}

/** A message that was said to a program and never read. */
interface Unread {
  kind: 'unread';
  by: Role;
  how: 'left' | 'reset' | 'closed';
  partly: boolean;
  /** It had been told another message before. */
  earlier: boolean;
  rest: AtRest;
}

export type Cause =
  | { kind: 'finding'; by: Role | undefined; finding: Finding }
  /** `dials`: the program connected to somebody instead. `printed`: its last line. */
  | {
      kind: 'nothing-listens';
      by: Role;
      rest: AtRest;
      dials: number | string | undefined;
      printed: string;
      over?: 'udp' | 'unix';
    }
  | { kind: 'other-transport'; by: Role; transport: string; asked: string }
  /** IPv4 where IPv6 is asked for, or the other way round. */
  | { kind: 'wrong-family'; by: Role; asked: Family; address: string }
  | { kind: 'wrong-port'; by: Role; expected: number | string; actual: number | string }
  | { kind: 'ports-differ'; by: 'client'; server: number | string; client: number | string }
  /** `listening`: where somebody listens on the same port, and is not to be reached at the address dialled. */
  | { kind: 'refused'; by: 'client'; port: number; address: string; listening: string[]; where?: SourceLine }
  | { kind: 'unanswered'; by: 'client'; port: number; address: string }
  | {
      kind: 'never-dials';
      by: 'client';
      rest: AtRest;
      listens: number | string | undefined;
      printed: string;
      over?: 'unix';
    }
  | { kind: 'not-accepted'; by: Role; served: number; of: number; rest: AtRest; over?: 'udp' | 'unix' }
  /** So many of the clients could wait while the server was busy. */
  | { kind: 'backlog-full'; by: 'server'; waited: number; of: number }
  /** Both sides may speak at any time, and it could not while it waited for the other one. */
  | { kind: 'blocked'; by: Role }
  /** A client was answered only when another, which came before it, had been. */
  | { kind: 'one-at-a-time'; by: 'server' }
  | { kind: 'wrong-case'; by: Role }
  | { kind: 'extra-text'; by: Role; before: string; after: string; twice: boolean }
  /** `first`: before anybody had said anything to it. */
  | { kind: 'extra-message'; by: Role; said: string; first: boolean }
  | { kind: 'wrong-order'; by: Role }
  /** `reply`: how it is to be made from what was received, if it is. `asked`: what the task asks for, in words. */
  | { kind: 'wrong-text'; by: Role; reply: ReplyFunction | undefined; asked: string | undefined }
  | { kind: 'truncated'; by: Role; kept: number; of: number }
  | { kind: 'unchanged'; by: Role; reply: ReplyFunction }
  | { kind: 'fixed-text'; by: Role }
  | { kind: 'time-form'; by: Role; format: string }
  | { kind: 'time-off'; by: Role; format: string }
  /** A file that was to be kept is not there (`bytes` undefined), or is not what was sent. */
  | { kind: 'not-saved'; by: Role; savedAs: string; bytes: number | undefined; of: number }
  /** A message of HTTP that is not as it should be. */
  | { kind: 'http'; by: Role; what: HttpFault['what'] }
  /** A message of ICMP that is not as it should be. */
  | { kind: 'echo'; by: Role; what: EchoFault['what'] }
  /** An echo reply that the program did not print, or took another message for. */
  | { kind: 'reply-unread'; by: Role; how: 'own-request' | 'not-taken' | 'no-ttl' | 'no-time'; rest: AtRest }
  | { kind: 'not-framed'; by: Role; framing: string }
  /** The task does not let the student see what differs, so no hint may give it away. */
  | { kind: 'withheld'; by: Role }
  | NotSaid
  /** Said only after the peer had given up its waiting, or half-closed. `heldBack`: as in `not-said`. */
  | { kind: 'said-too-late'; by: Role; after: 'gave-up' | 'half-close'; heldBack?: SourceLine }
  | Unread
  /** The answer to a datagram got lost, and the client did not ask again. */
  | { kind: 'not-asked-again'; by: 'client'; rest: AtRest }
  | { kind: 'not-ended'; by: Role; word: string; saidBy: Role; rest: AtRest }
  | { kind: 'ended-early'; by: Role; word: string }
  | { kind: 'runs-on'; by: 'server'; rest: AtRest }
  | { kind: 'stopped-serving'; by: 'server'; over?: 'udp' }
  /** `inVain`: a close that is named and not called. */
  | { kind: 'never-closes'; by: Role; rest: AtRest; inVain?: SourceLine; over?: 'udp' }
  | { kind: 'reset'; by: Role; unread: boolean }
  | { kind: 'closed-second'; by: Role }
  /** A socket call that the task asks for by name, or forbids. */
  | { kind: 'call'; by: Role; call: string; how: 'missing' | 'failed' | 'by-runtime' | 'forbidden' }
  | { kind: 'crash'; by: Role; crash: Crash }
  | { kind: 'runaway'; by: Role; what: 'output' | 'traffic' | 'memory' | 'processes'; where?: SourceLine }
  | { kind: 'busy-loop'; by: Role; cpuMs: number; where?: SourceLine };

export type CauseKind = Cause['kind'];

export type CauseOf<K extends CauseKind> = Extract<Cause, { kind: K }>;

/** The student's file, and the line in it where that is known. */
export type Where = Omit<SourceLine, 'line'> & { line?: number };

/** What a cause points at. */
export function whereOf(cause: Cause): Where | undefined {
  if (cause.kind === 'crash') return cause.crash.where;
  if (cause.kind === 'finding') return findingLine(cause.finding);
  if ('inVain' in cause) return cause.inVain;
  if ('heldBack' in cause) return cause.heldBack;
  if ('rest' in cause) return cause.rest.where;
  return 'where' in cause ? cause.where : undefined;
}

function findingLine({ file, line, source }: Finding): Where | undefined {
  if (file === undefined) return undefined;
  return { file, ...(line === undefined ? {} : { line }), ...(source === undefined ? {} : { source }) };
}
