/**
 * Stack traces as the languages print them: Python (docs.python.org/3/library/traceback.html), Java
 * (Throwable.printStackTrace, Thread dumps), Node and Go; and as the harness tells them of C. Only the student's own frames are kept: a
 * line in the standard library helps nobody who wrote ten lines of their own.
 */
import type { Program, Submission } from '../submission/submission.ts';

export interface SourceLine {
  /** Relative to the submission's folder. */
  file: string;
  line: number;
  /** The line itself, where the trace has it. */
  source?: string;
}

export interface Trace {
  language: 'python' | 'java' | 'node' | 'go';
  /** The exception's class, or the system's error code where the language gives only that: `TypeError`, `ECONNREFUSED`. */
  error: string;
  text: string;
  /**
   * Certain that nobody caught it: it ended the program or a thread of it. In Python's main thread a program that
   * prints what it has caught (`traceback.print_exc`) looks the same; there the exit code decides.
   */
  certain: boolean;
  /** Where it happened, innermost own frame; undefined where no frame is the student's. */
  where: SourceLine | undefined;
}

/** Turns a path of a trace into one relative to the submission; undefined for files that are not the student's. */
export type OwnFile = (path: string) => string | undefined;

/** More than any trace of a first socket program; what is before it is not looked at. */
const LOOK_AT = 64 * 1024;

const FOREIGN =
  /^<|^node:|^internal\/|^\/usr\/|^\/lib|^\/opt\/|\/(?:site|dist)-packages\/|\/node_modules\/|\/lib\/python\d|\/go\/src\//;

/** Knows the student's files by the program that ran and the folders that it may have run in. */
export function ownFiles(submission: Submission, program: Program | undefined): OwnFile {
  return (path) => {
    const unix = path.replaceAll('\\', '/');
    if (FOREIGN.test(unix)) return undefined;
    const main = program?.file ?? '';
    if (main !== '' && `/${unix}`.endsWith(`/${main}`)) return main;
    for (const root of [submission.stage, submission.path]) {
      if (unix.startsWith(`${root}/`)) return unix.slice(root.length + 1);
    }
    const name = unix.slice(unix.lastIndexOf('/') + 1);
    if (name === main.slice(main.lastIndexOf('/') + 1)) return main;
    if (unix.startsWith('/')) return name;
    return [program?.cwd, unix].filter((part) => part !== undefined && part !== '' && part !== '.').join('/');
  };
}

/** Every trace in a program's output, in its order. */
export function readTraces(output: string, own: OwnFile): Trace[] {
  const lines = output.slice(-LOOK_AT).split(/\r?\n/);
  return [
    ...pythonTraces(lines, own),
    ...javaTraces(lines, own),
    ...nodeTraces(lines, own),
    ...goTraces(lines, own),
  ];
}

const PYTHON_FRAME = /^\s*File "([^"]{1,500})", line (\d{1,9})(?:, in .*)?$/;
const PYTHON_ERROR = /^([A-Za-z_][\w.]{0,200})(?:: (.*))?$/;

function pythonTraces(lines: string[], own: OwnFile): Trace[] {
  const traces: Trace[] = [];
  let frame: SourceLine | undefined;
  let open = false;
  let inThread = false;
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('Exception in thread ')) inThread = true;
    if (line === 'Traceback (most recent call last):') {
      [open, frame] = [true, undefined];
      continue;
    }
    const place = PYTHON_FRAME.exec(line);
    // A SyntaxError of the main file comes without the line that opens a traceback.
    if (place && (open || !line.includes(', in '))) {
      open = true;
      frame = sourceLine(own(place[1] ?? ''), place[2], lines[index + 1]) ?? frame;
      continue;
    }
    const error = open ? PYTHON_ERROR.exec(line) : null;
    if (!error) continue;
    const [name, text] = [error[1] ?? '', error[2] ?? ''];
    traces.push({ language: 'python', error: name, text, certain: inThread, where: frame });
    [open, inThread, frame] = [false, false, undefined];
  }
  return traces;
}

function sourceLine(
  file: string | undefined,
  line: string | undefined,
  below?: string,
): SourceLine | undefined {
  if (file === undefined || line === undefined) return undefined;
  const source = below !== undefined && /^\s/.test(below) && !PYTHON_FRAME.test(below) ? below.trim() : '';
  return { file, line: Number(line), ...(source === '' ? {} : { source: source.slice(0, 200) }) };
}

const JAVA_UNCAUGHT = /^Exception in thread "(.{0,200})" ([\w.$]{1,200})(?:: (.*))?$/;
const JAVA_FRAME = /^\s+at (?:[\w.]+\/)?([\w.$]{1,300})\.[\w$<>]{1,200}\(([\w$-]{1,200}\.java):(\d{1,9})\)$/;
const JAVA_LIBRARY = /^(?:java|javax|jdk|sun|com\.sun)\./;

function javaFrame(line: string, own: OwnFile): SourceLine | undefined {
  const found = JAVA_FRAME.exec(line);
  if (!found || JAVA_LIBRARY.test(found[1] ?? '')) return undefined;
  return sourceLine(own(found[2] ?? ''), found[3]);
}

function javaTraces(lines: string[], own: OwnFile): Trace[] {
  return lines.flatMap((line, index) => {
    const head = JAVA_UNCAUGHT.exec(line);
    if (!head) return [];
    const where = firstFrame(lines.slice(index + 1), /^\s+(?:at|\.\.\.)|^Caused by/, (one) =>
      javaFrame(one, own),
    );
    return [
      {
        language: 'java' as const,
        error: head[2] ?? '',
        text: head[3] ?? '',
        certain: true,
        where,
      },
    ];
  });
}

/** The first frame that `read` knows, as long as the lines still belong to the trace. */
function firstFrame(
  lines: string[],
  belongs: RegExp,
  read: (line: string) => SourceLine | undefined,
): SourceLine | undefined {
  for (const line of lines) {
    if (!belongs.test(line)) return undefined;
    const frame = read(line);
    if (frame) return frame;
  }
  return undefined;
}

const NODE_ERROR = /^(?:Uncaught )?([A-Z]\w{0,100}(?: \[\w{1,100}\])?): (.*)$/;
const NODE_FRAME = /^\s+at (?:.{0,300} \()?(?:file:\/\/)?([^()]{1,500}?):(\d{1,9}):\d{1,9}\)?$/;
const NODE_HEAD = /^(?:file:\/\/)?(\/?[^:]{1,500}\.[cm]?[jt]s):(\d{1,9})$/;
/** What Node prints last when an error that nobody caught has ended it. */
const NODE_END = /^Node\.js v\d/;

function nodeTraces(lines: string[], own: OwnFile): Trace[] {
  const end = lines.findIndex((line) => NODE_END.test(line));
  if (end < 0) return [];
  const at = lines.findLastIndex((line, index) => index < end && NODE_ERROR.test(line));
  const error = NODE_ERROR.exec(lines[at] ?? '');
  const frame = lines.slice(at, end).map((line) => NODE_FRAME.exec(line));
  const frames = frame.map((one) => (one ? sourceLine(own(one[1] ?? ''), one[2]) : undefined));
  const head = lines.slice(0, Math.max(at, 0)).map((line) => NODE_HEAD.exec(line));
  const heads = head.map((one) => (one ? sourceLine(own(one[1] ?? ''), one[2]) : undefined));
  const code = /^\s+code: '(E[A-Z]{2,30})'/m.exec(lines.slice(Math.max(at, 0), end).join('\n'));
  return [
    {
      language: 'node',
      error: code?.[1] ?? error?.[1] ?? 'Error',
      text: error?.[2] ?? '',
      certain: true,
      where: frames.find((one) => one) ?? heads.find((one) => one),
    },
  ];
}

const GO_FRAME = /^\t(\/[^:]{1,500}\.go):(\d{1,9})/;

const GO_FATAL = /^(panic|fatal error): (.*)$/;

function goTraces(lines: string[], own: OwnFile): Trace[] {
  const at = lines.findIndex((line) => GO_FATAL.test(line));
  if (at < 0 || !lines.slice(at).some((line) => /^goroutine \d+ \[/.test(line))) return [];
  const where = goFrames(lines.slice(at), own).find((frame) => frame);
  const [, error = '', text = ''] = GO_FATAL.exec(lines[at] ?? '') ?? [];
  return [{ language: 'go', error, text, certain: true, where }];
}

function goFrames(lines: string[], own: OwnFile): (SourceLine | undefined)[] {
  return lines.map((line) => {
    const found = GO_FRAME.exec(line);
    return found ? sourceLine(own(found[1] ?? ''), found[2]) : undefined;
  });
}

const PYTHON_STACK = /^(?:Current thread|Thread) 0x[0-9a-f]+ .*\(most recent call first\):$/;
const FAULT_FRAME = /^\s+File "([^"]{1,500})", line (\d{1,9}) in /;
const JAVA_STACK = /^"main" #?\d/;
const GO_STACK = 'goroutine 1 [';

/**
 * The student's line that a program stood in when the harness ended it: from the stacks of Python's faulthandler (the
 * innermost call first; of C they are told in its form), of Java's thread dump, or of Go's. The main thread's, or the
 * first that has one.
 */
export function lineAtRest(stacks: string, own: OwnFile): SourceLine | undefined {
  const lines = stacks.slice(0, LOOK_AT).split(/\r?\n/);
  const starts = lines.flatMap((line, index) => (PYTHON_STACK.test(line) ? [index] : []));
  for (const start of [...starts.filter((at) => lines[at]?.startsWith('Current')), ...starts]) {
    const frame = firstFrame(lines.slice(start + 1), /^\s+File /, (line) => {
      const found = FAULT_FRAME.exec(line);
      return found ? sourceLine(own(found[1] ?? ''), found[2]) : undefined;
    });
    if (frame) return frame;
  }
  const first = lines.findIndex((line) => line.startsWith(GO_STACK));
  if (first >= 0) return goFrames(lines.slice(first + 1), own).find((frame) => frame);
  const main = lines.findIndex((line) => JAVA_STACK.test(line));
  return main < 0 ? undefined : firstFrame(lines.slice(main + 1), /^\s+\S/, (line) => javaFrame(line, own));
}

const ENDED = /^Ended by (SIG[A-Z]{2,6}):$/m;

/** By which signal a compiled program, or a child of it, says that it was ended, and in which line of the student's. */
export function endedAt(
  stacks: string,
  own: OwnFile,
): { signal: string; where: SourceLine | undefined } | undefined {
  const said = ENDED.exec(stacks);
  return said?.[1] === undefined
    ? undefined
    : { signal: said[1], where: lineAtRest(stacks.slice(said.index), own) };
}
