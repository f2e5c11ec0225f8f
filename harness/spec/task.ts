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

/** What a message says. */
export type Says =
  | { kind: 'text'; text: string }
  | { kind: 'pattern'; pattern: string }
  | { kind: 'any' }
  | { kind: 'typed'; typed: TypedKind }
  | { kind: 'reply'; reply: ReplyFunction }
  | { kind: 'time'; format: string; withinSeconds: number }
  | { kind: 'file'; file: string };

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
export type Details = 'full' | 'actual-only' | 'none';

export interface Message {
  /** `message-1`, `message-2`, … in the order of the spec: the id of the check that it becomes. */
  id: string;
  from: Role;
  says: Says;
  compare: Comparison;
  /** True where the task leaves open whether this message comes before or after its neighbour. */
  eitherOrder: boolean;
  details: Details;
}

/** Messages said again and again. `until` ends it (the message itself included); else `times` rounds are played. */
export interface Repetition {
  messages: Message[];
  times: number;
}

export type Step = { kind: 'message'; message: Message } | ({ kind: 'repeat' } & Repetition);

/** What ends a conversation. */
export type TerminationRule =
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

export interface Scenario {
  id: string;
  title: string;
  student: StudentPlays;
  /** The steps of the conversation, with the repetitions counted out and each message's id unique. */
  messages: Message[];
  /** What a person types into each program, line by line. Text for typed messages is seeded. */
  typed: Record<Role, string[]>;
  /** In a scenario that ends by a word: who says it. */
  endedBy: Role | undefined;
  clients: { count: number; at: 'once' | 'one-after-another' };
  conditions: ConditionKind[];
  points: number;
  visibility: Visibility;
  /** True: shown as advice, and no points hang on it. */
  advice: boolean;
}

export interface Task {
  id: string;
  title: string;
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
  scenarios: Scenario[];
  /** Weights of the kinds of check inside a scenario. */
  weights: Record<CheckKind, number>;
  maxScore: number;
  /** Milliseconds a run may take before it is ended as the last resort. */
  timeLimitMs: number;
  seed: number;
}
