/** What Sockmark knows of a programming language. A new language is one such object, listed in `registry.ts`. */
import type { Role } from '../../spec/task.ts';
import type { Finding, LanguageId } from '../submission.ts';
import type { Workshop } from '../workshop.ts';

/** A source file of a submission, read for its signs and never executed to find them. */
export interface Source {
  /** Relative to the stage, with `/` between folders. */
  file: string;
  language: Language;
  /** As the student wrote it. */
  text: string;
  /** The same text, character for character in place, with comments and the inside of strings blanked. */
  code: string;
  /** The same text with only the comments blanked. */
  quoted: string;
}

/** What a program does to a socket, as far as its source shows. */
export type Deed = 'listen' | 'accept' | 'bind' | 'connect' | 'send-to' | 'receive-from';

/** A pattern in the code (comments and strings blanked) that shows a deed. Must carry the flags `g` and `m`. */
export interface Sign {
  deed: Deed;
  pattern: RegExp;
}

/**
 * A call in which a port stands. `call` matches up to and with the opening bracket (flag `g`); `at` is the index of
 * the argument with the port, or `last`, or `any`. `side`: whose port it is, the program's own or its peer's.
 */
export interface PortPlace {
  side: 'own' | 'peer' | 'either';
  call: RegExp;
  at: number | 'last' | 'any';
}

export interface PortReading {
  places: readonly PortPlace[];
  /** Matches where the source reads the environment variable PORT. Applied with strings in place. */
  environment: RegExp;
  /** Matches an access to a command-line argument; group 1 is its index. Flag `g`. */
  argument: RegExp;
  /** The index of the first argument after the program's name. */
  firstArgument: number;
}

/** A program to be built, with the files that go into it. */
export interface BuildOrder {
  role: Role;
  source: Source;
  /** Sources of the same language that it uses, directly or through others. */
  companions: readonly Source[];
}

/** How to start what was built. */
export interface Start {
  argv: string[];
  shown: string[];
  cwd: string;
  env: Record<string, string>;
}

/** Without `start` the program cannot be run, and `findings` says why. */
export interface Built {
  role: Role;
  start: Start | undefined;
  findings: Finding[];
}

export interface Language {
  id: LanguageId;
  /** As a person writes it. */
  name: string;
  /** Lower case, with the dot. */
  extensions: readonly string[];
  /** Comments and strings as alternatives; a comment is in a group named `comment`. Flag `g`. */
  tokens: RegExp;
  /** What a file must mention (strings in place) before its calls count as calls on sockets. */
  network: RegExp;
  signs: readonly Sign[];
  /** Shows that the sockets carry datagrams (strings in place). */
  datagrams: RegExp;
  ports: PortReading;
  /** Show, all of them together, that a source reads whole lines from the network, and not only from the keyboard (strings in place). */
  lines: readonly RegExp[];
  /** Shows that a writer onto a socket keeps what is written, and that it is told to send it (strings in place). */
  buffers?: { writer: RegExp; flush: RegExp };
  /** Shows a socket's close that is named and not called (strings in place); begins where its line's text does. */
  closeUncalled?: RegExp;
  /** Shows that the program opens a window (strings in place). */
  display: RegExp;
  /** Whether a file can be started by itself. */
  isEntry(source: Source): boolean;
  /** Those of `others` (same language) that `source` uses directly. */
  uses(source: Source, others: readonly Source[]): Source[];
  /** Checks and builds the programs of one submission, in the stage. Never throws for a student's fault. */
  build(orders: readonly BuildOrder[], workshop: Workshop): Promise<Built[]>;
}
