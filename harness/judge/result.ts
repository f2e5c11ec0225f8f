/** The result of grading one submission on one task: what `--json` writes. Published schema: `specs/result.schema.json`. */
import type { Role, Visibility } from '../spec/task.ts';
import type { Ending, Listener, Nudge, Player, Trouble, TypedLine, Unread, Wait } from '../capture/record.ts';
import type { SocketCalls } from '../capture/calls/socket-calls.ts';
import type { Finding } from '../submission/submission.ts';

/** `inconclusive`: the harness could not judge; never a student's loss. `skipped`: a check it depends on failed. */
export type Verdict = 'passed' | 'failed' | 'skipped' | 'inconclusive';

export interface Check {
  id: string;
  /** What is checked, as a statement that is true of a right program. */
  title: string;
  status: Verdict;
  score: number;
  maxScore: number;
  /** What was seen, in one or two sentences for the student. */
  message: string;
  /** What to try. */
  hint?: string;
  /** The hint's id in the catalogue. */
  hintId?: string;
  /** Why points were lost, as a word that programs can count: `wrong-port`, `never-closes`, … (`causes.ts`). */
  cause?: string;
  /** Whose program is at fault. */
  by?: Role;
  /** The line of the student's that it happened in. `file` is relative to the submission's folder. */
  where?: { file: string; line?: number; source?: string };
  /** Index into the conversation of what cost the points: connection id and event index. */
  at?: { connection: number; event?: number };
  /** For a failed comparison. */
  difference?: { expected?: Bytes; actual: Bytes; offset: number };
}

/** Bytes that may be anything. `text` is them as UTF-8; `base64` is there where `text` would not give them back. */
export interface Bytes {
  length: number;
  text: string;
  base64?: string;
  /** True where only the first part is kept. */
  cut?: true;
}

export type ShownEvent =
  | { kind: 'open' | 'fin' | 'rst'; at: number; from: Role }
  | { kind: 'data'; at: number; from: Role; bytes: Bytes };

export interface ShownConnection {
  id: number;
  client: string;
  server: string;
  serverPort: number;
  startedAt: number;
  outcome: 'established' | 'refused' | 'unanswered';
  events: ShownEvent[];
  /** Events behind the last one that is kept. */
  eventsLeftOut?: number;
  /** All that each side sent, where not all of it is kept. */
  sent?: { from: Role; bytes: number; sha256: string }[];
  leftOpenBy: Role[];
}

export interface ShownConversation {
  listeners: Listener[];
  connections: ShownConnection[];
  datagrams: { at: number; from: string; to: string; bytes: Bytes; unreachable: boolean }[];
  /** Datagrams and connections behind the last one that is kept. */
  leftOut?: number;
}

export interface ShownProgram {
  role: Role;
  by: Player;
  instance: number;
  command: string[];
  file?: string;
  ending: Ending;
  stdout: string;
  stderr: string;
  outputDropped: number;
  typed: TypedLine[];
  waits: Wait[];
  cpuMs: number;
  /** The calls that it made on its sockets, where they were asked for and could be seen. */
  calls?: SocketCalls;
}

export interface ScenarioResult {
  id: string;
  title: string;
  student: Role | 'both';
  status: Verdict;
  score: number;
  maxScore: number;
  durationMs: number;
  advice: boolean;
  visibility: Visibility;
  checks: Check[];
  conversation: ShownConversation;
  /** The conversation of the reference with itself in the same scenario, for comparison by eye. */
  expected?: ShownConversation;
  programs: ShownProgram[];
  unread: Unread[];
  nudges: Nudge[];
  trouble: Trouble[];
  /** Path of the file with what went over the wire (pcapng), where it was asked for. */
  capture?: string;
  /** Why the scenario was not carried out, where it was not. */
  reason?: string;
}

export interface HintResult {
  id: string;
  role?: Role;
  scenario?: string;
  message: string;
  file?: string;
  line?: number;
}

/** A piece of a file of the student's. */
export interface Excerpt {
  /** Relative to the submission's folder. */
  file: string;
  /** Number of the first line, from 1. */
  from: number;
  lines: string[];
}

/** `name`: what the student called it, where a download calls it otherwise. `path` is absolute. */
interface HandedInFile {
  path: string;
  name?: string | undefined;
}

export interface Result {
  schemaVersion: 1;
  submission: {
    id: string;
    /** Absolute; it may lead into an archive: `/class.zip/alice`. */
    path: string;
    /** What of it was handed in, where that is not all that lies at `path`: files that lay side by side with others'. */
    files?: HandedInFile[];
  };
  task: {
    id: string;
    title: string;
    /** In the hand-out, such as `3.1`; of a task that was graded as one of an assignment. */
    number?: string;
  };
  network: 'private' | 'host';
  status: 'passed' | 'failed' | 'inconclusive';
  score: number;
  maxScore: number;
  scenarios: ScenarioResult[];
  /** The most important first. */
  hints: HintResult[];
  findings: Finding[];
  /** The lines that checks, hints and findings name, with what stands around them; absent where none is named. */
  excerpts?: Excerpt[];
  /** What graded: enough to see a forged or stale result, and to grade again. */
  graded: {
    harness: string;
    spec: string;
    seed: number;
    platform: string;
    /** Of the student's repository, as the CI that graded it said. */
    commit?: string;
  };
}
