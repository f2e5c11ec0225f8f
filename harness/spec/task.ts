/**
 * A task as the rest of the harness sees it: a spec (`specs/*.json`) after validation, with every default
 * filled in and its scenarios laid out. `load.ts` makes it; nothing else does.
 */

/** The part a program plays in a conversation. */
export type Role = 'server' | 'client';

export const ROLES = ['server', 'client'] as const satisfies readonly Role[];

export function otherRole(role: Role): Role {
  return role === 'server' ? 'client' : 'server';
}

export type Transport = 'tcp' | 'udp' | 'icmp';
export type Family = 'ipv4' | 'ipv6' | 'unix';

/** A function of the message the other side said last. */
export type ReplyFunction = 'upper' | 'lower' | 'same' | 'reverse' | 'length';

/** What kind of line a person types: `lowercase` letters and blanks, a `line` of mixed text, or one `word`. */
export type TypedKind = 'lowercase' | 'line' | 'word';

/** ICMP messages that a task may ask for (RFC 792, RFC 4443). */
type IcmpMessage = 'echo-request' | 'echo-reply' | 'time-exceeded' | 'destination-unreachable';

export interface TaskFile {
  name: string;
  /** Its content, read or made up when it is first asked for. */
  bytes: () => Buffer;
}

/** What a message says. */
export type Says =
  | { kind: 'text'; text: string }
  /** A regular expression (ECMAScript, `u` flag), what it stands for, and a text that it matches, which the reference says. */
  | { kind: 'pattern'; pattern: string; describe?: string; example: string }
  /** Any text that is not empty, and the one that the reference says. */
  | { kind: 'any'; example: string }
  /** What a person types; `text` is seeded and differs between the scenarios of a task. */
  | {
      kind: 'typed';
      typed: TypedKind;
      text: string;
      /** With several clients, what is typed for the second and those behind it. */
      others?: string[];
    }
  | { kind: 'reply'; reply: ReplyFunction }
  /** What the reference says there in its own run, as long as it has heard the same. */
  | { kind: 'as-reference' }
  /** The time now; `format` in the letters of strftime(3). */
  | { kind: 'time'; format: string; withinSeconds: number }
  /** The bytes of a file. `savedAs`: the name under which whoever receives it keeps it. */
  | { kind: 'file'; file: TaskFile; savedAs?: string }
  /** HTTP/1.1 (RFC 9112): a request without content. */
  | { kind: 'request'; method: string; target: string }
  /** A response; any content will do where there is no `file`. `headers`: fields that it must have. */
  | { kind: 'response'; status: number; file?: TaskFile; headers: string[] }
  | { kind: 'icmp'; icmp: IcmpMessage };

/** How a message is compared with what was said. */
export interface Comparison {
  /** Letters that differ only in case are the same. */
  ignoreCase: boolean;
  /** A line end (LF or CRLF), or NUL padding, behind the text is not part of it. */
  ignoreLineEnd: boolean;
  /** Blanks before and behind the text are not part of it. */
  ignoreOuterBlanks: boolean;
  /** Numbers in the text may differ by this much. */
  numberTolerance: number;
}

/** How much of a failed comparison a student is shown. */
type Details = 'full' | 'actual-only' | 'none';

export interface Message {
  /** `message-1`, `message-2`, … in the order of the scenario: the id of the check that it becomes. */
  id: string;
  from: Role;
  /** Only the client with this number (1, 2, …) says or hears it; absent: every client has the conversation. */
  client?: number;
  says: Says;
  compare: Comparison;
  /** True where the task leaves open whether this message comes before or after the next one. */
  eitherOrder: boolean;
  details: Details;
}

/** What ends a conversation. */
type TerminationRule =
  | { kind: 'last-message' }
  | { kind: 'word'; word: string; from: Role | 'either' }
  | { kind: 'client-closes' };

export interface Termination {
  rule: TerminationRule;
  /** Who sends the first FIN, where the sheet asks for it (else a matter of luck, and never judged). */
  closesFirst: Role | 'either';
  /** `exits`: the server program ends too. `serves-on`: it accepts the next client. `open`: the sheet does not say. */
  serverThen: 'exits' | 'serves-on' | 'open';
}

export type Framing =
  | { kind: 'none' }
  | { kind: 'line' }
  | { kind: 'length-prefix'; bytes?: 1 | 2 | 4 | 8; digits?: number; order: 'big' | 'little' }
  | { kind: 'until-close' }
  | { kind: 'http' };

/** A difficulty that the reference peer puts into a run. Seeded, so that it can be replayed. */
export type ConditionKind =
  | 'split'
  | 'coalesce'
  | 'slow'
  | 'half-close'
  | 'reset'
  | 'silent'
  | 'late-server'
  | 'one-more-client'
  | 'lost-reply';

/** Which programs of a run are the student's. */
export type StudentPlays = Role | 'both';

export type Visibility = 'visible' | 'after-due' | 'hidden';

/** The ids of checks that follow from every spec; messages add `message-1`, `message-2`, … */
export type CheckKind = 'listens' | 'connects' | 'port' | 'message' | 'ends' | 'closes' | 'survives';

export interface Clients {
  count: number;
  /**
   * `one-after-another`: the next comes when the one before has gone. `in-backlog`: all have connected before the server gets to accept
   * the first. `once`: all stay connected until each has spoken, and those who came last speak first.
   */
  at: 'once' | 'in-backlog' | 'one-after-another';
  /** A program of this machine that plays each client, in place of the reference: `curl`, or Node's own `fetch`. */
  program?: ClientProgram;
}

export type ClientProgram = 'curl' | 'fetch';

export interface Scenario {
  id: string;
  title: string;
  student: StudentPlays;
  /** The steps of the conversation, with the repetitions counted out and each message's id unique. */
  messages: Message[];
  /** What a person types into each program, line by line. Text for typed messages is seeded. */
  typed: Record<Role, string[]>;
  /** In a scenario that ends by a word: who says it. The word is then the last of `messages`. */
  endedBy: Role | undefined;
  clients: Clients;
  conditions: ConditionKind[];
  points: number;
  visibility: Visibility;
  /** True: shown as advice, and no points hang on it. */
  advice: boolean;
}

/** A socket call that the student's program of a role is to make, or never to make. */
export interface SocketCall {
  by: Role;
  call: string;
  /** Text that stands among the call's arguments as strace(1) prints them, such as `SO_REUSEADDR`. */
  with: string | undefined;
  /** True: the call must not be made. */
  never: boolean;
  /** Against the other checks of a scenario, as in `Task.weights`. */
  weight: number;
}

export interface Task {
  id: string;
  title: string;
  /** In the hand-out of the assignment that it is graded for, such as `3.1`. */
  number?: string | undefined;
  summary: string;
  /** Absolute path of the spec file, for messages. */
  file: string;
  /** Lower-case hex SHA-256 of the spec file's bytes. */
  hash: string;
  transport: Transport;
  family: Family;
  /** TCP or UDP port, 1–65535; `any` where the sheet leaves it open. */
  port: number | 'any';
  /** The socket's path, for `unix`. */
  path: string | undefined;
  framing: Framing;
  termination: Termination;
  /** Which programs a student hands in. */
  roles: Role[];
  /** Files that the programs send. */
  files: TaskFile[];
  scenarios: Scenario[];
  calls: SocketCall[];
  /** Weights of the kinds of check inside a scenario; that of `message` is shared evenly by its messages. */
  weights: Record<CheckKind, number>;
  /** Mutants of `grade verify` that keep full marks on purpose. */
  survivors: { mutant: string; role: Role; why: string }[];
  maxScore: number;
  /** Milliseconds a run may take before it is ended as the last resort. */
  timeLimitMs: number;
  seed: number;
}
