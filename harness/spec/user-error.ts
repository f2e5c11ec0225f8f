/** Errors that are the user's to mend: a wrong argument, a wrong spec, a missing tool. */
import { isAbsolute, relative } from 'node:path';

/** One fault: where it is, what stands there, what may stand there, what to do. */
export interface Fault {
  /** Absolute path of the file at fault. */
  file?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
  /** JSONPath (RFC 9535) inside the file, such as `$.messages[0].from`. */
  path?: string | undefined;
  found?: string | undefined;
  allowed?: string | undefined;
  remedy?: string | undefined;
}

/** Printed without a stack, and the command exits 2. */
export class UserError extends Error implements Fault {
  override readonly name = 'UserError';
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly path: string | undefined;
  readonly found: string | undefined;
  readonly allowed: string | undefined;
  readonly remedy: string | undefined;
  /** The faults beside the first, where several were found at once. */
  readonly others: readonly Fault[];

  /** `summary` says in one sentence what could not be done. */
  constructor(summary: string, fault: Fault = {}, others: readonly Fault[] = []) {
    const faults = [fault, ...others].map(faultLines).filter((lines) => lines !== '');
    super([summary, faults.join('\n\n')].filter((part) => part !== '').join('\n'));
    this.file = fault.file;
    this.line = fault.line;
    this.column = fault.column;
    this.path = fault.path;
    this.found = fault.found;
    this.allowed = fault.allowed;
    this.remedy = fault.remedy;
    this.others = others;
  }
}

function faultLines(fault: Fault): string {
  return [
    ['at', place(fault)],
    ['found', fault.found],
    ['allowed', fault.allowed],
    ['try', fault.remedy],
  ]
    .flatMap(([label, text]) =>
      text ? [`  ${`${label}:`.padEnd(9)}${text.split('\n').map(oneLine).join(CONTINUED)}`] : [],
    )
    .join('\n');
}

/** Behind the column of labels. */
const CONTINUED = `\n${' '.repeat(11)}`;

function place({ file, line, column, path }: Fault): string {
  const where = [file === undefined ? undefined : oneLine(shownPath(file)), line, column];
  return [where.filter((part) => part !== undefined).join(':'), path ?? ''].filter(Boolean).join('  ');
}

/** A path as a person would write it: relative if it lies below the current folder. */
export function shownPath(file: string): string {
  const shorter = relative(process.cwd(), file);
  return shorter === '' || shorter.startsWith('..') || isAbsolute(shorter) ? file : shorter;
}

const LONGEST_SHOWN = 120;

/** A value as JSON on one line, cut where it is long. Control characters come out escaped. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = oneLine(JSON.stringify(value));
  return json.length > LONGEST_SHOWN ? `${json.slice(0, LONGEST_SHOWN)}…` : json;
}

/** Names of files may hold anything, and go to a terminal: no control characters, no change of direction. */
function oneLine(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
