/** A student's programs as found in a folder, built and ready to be started any number of times. */
import type { Role } from '../spec/task.ts';

export type LanguageId = 'python' | 'c' | 'java' | 'javascript' | 'typescript' | 'go';

/**
 * Something about the submission that can be told without running it. Where the program of its `role` is there all the
 * same, it is for information only. `tool-missing` and `build-gave-up` are the harness's own trouble: the scenarios of
 * that role are `inconclusive`, never a student's loss.
 */
export interface Finding {
  code:
    | 'nothing-found'
    | 'no-server'
    | 'no-client'
    | 'two-servers'
    | 'two-clients'
    | 'python-2'
    | 'does-not-parse'
    | 'does-not-compile'
    | 'tool-missing'
    | 'build-gave-up'
    | 'manifest-wrong'
    | 'needs-display'
    | 'roles-exchanged'
    | 'unreadable';
  role: Role | undefined;
  message: string;
  /** Relative to the submission's folder. */
  file?: string;
  line?: number;
  /** The student's own source line. */
  source?: string;
}

/** A program that can be started. */
export interface Program {
  role: Role;
  language: LanguageId;
  /** Relative to the submission's folder. */
  file: string;
  /** Argument vector; `{port}` and `{host}` in it are replaced at the start. */
  argv: string[];
  /** As the student would type it, for people to read. */
  shown: string[];
  /** The one folder that it sees as its own, relative to the stage; absent: the whole of it. */
  home?: string;
  /** Working directory relative to its home. */
  cwd: string;
  /** Added to the environment of the run. */
  env: Record<string, string>;
  /** `true`: takes its port by `PORT` or `{port}`, so it can be given any. */
  takesPort: boolean;
  /** Ports written into the source, the likeliest first; empty if none was found. */
  writtenPorts: number[];
  /** Paths of unix sockets written into the source, the likeliest first; absent if none was found. */
  writtenPaths?: string[];
  /** IPv4 addresses written into the source; absent if none was found. */
  writtenAddresses?: string[];
  /** Its source reads whole lines from the network (readLine, ReadString, fgets on a socket's file, makefile). */
  readsLines: boolean;
  /** Its source starts further processes (fork, subprocess, child_process), which may outlive the first. */
  startsOthers: boolean;
  /** Words in the source that end the program when typed (`exit`, `quit`, …). */
  leaveWords: string[];
  /** Where it makes a writer that keeps what is written until it is flushed, with no flush in the source. */
  heldBack?: SourcePlace;
  /** Where a close is named and not called (`conn.close` without brackets). */
  closesInVain?: SourcePlace;
}

/** A line of a source. */
export interface SourcePlace {
  /** Relative to the submission's folder. */
  file: string;
  line: number;
  /** The line itself. */
  source: string;
}

export interface Submission {
  id: string;
  /** Absolute path of the student's folder. */
  path: string;
  /** Absolute path of a private copy, built, that is copied again for each run. */
  stage: string;
  programs: Partial<Record<Role, Program>>;
  findings: Finding[];
}
