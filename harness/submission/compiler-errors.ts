/** Compiler errors as findings: the file, the line and the student's own source line. */
import { posix } from 'node:path';
import type { Role } from '../spec/task.ts';
import type { BuildOrder, Built, Source } from './languages/language.ts';
import type { Finding } from './submission.ts';
import type { ToolRun } from './tools.ts';
import type { Workshop } from './workshop.ts';

export interface CompilerError {
  /** Relative to the stage. */
  file: string | undefined;
  line: number | undefined;
  message: string;
}

const MOST_FINDINGS = 5;
const LONGEST_SOURCE = 200;

/** `pattern` has the groups `file`, `line` and `message`. Paths come out relative to the stage. */
export function readErrors(output: string, pattern: RegExp, stage: string, folder = '.'): CompilerError[] {
  return [...output.matchAll(pattern)].map(({ groups }) => ({
    file: groups?.file === undefined ? undefined : withinStage(groups.file, stage, folder),
    line: groups?.line === undefined ? undefined : Number(groups.line),
    message: groups?.message ?? '',
  }));
}

function withinStage(file: string, stage: string, folder: string): string {
  const path = posix.normalize(file.replaceAll('\\', '/'));
  const from = `${stage.replaceAll('\\', '/')}/`;
  if (path.startsWith(from)) return path.slice(from.length);
  return posix.isAbsolute(path) ? path : posix.join(folder, path);
}

/** The student's own line, shortened; undefined where there is none. */
export function sourceLine(sources: readonly Source[], file?: string, line?: number): string | undefined {
  if (line === undefined) return undefined;
  const text = sources
    .find((source) => source.file === file)
    ?.text.split(/\r?\n/)
    [line - 1]?.trim();
  return text ? text.slice(0, LONGEST_SOURCE) : undefined;
}

interface Refusal {
  code: 'does-not-compile' | 'does-not-parse' | 'python-2';
  order: BuildOrder;
  errors: readonly CompilerError[];
  /** `does not compile`, `does not parse`: continues the name of the program's file. */
  does: string;
}

/** One finding for each of the first errors. */
export function refusedBy({ code, order, errors, does }: Refusal, workshop: Workshop): Built {
  const { role, source } = order;
  const shown = errors.slice(0, MOST_FINDINGS).map((error, index): Finding => {
    const left = index === MOST_FINDINGS - 1 ? errors.length - MOST_FINDINGS : 0;
    const more = left > 0 ? ` (and ${left} more ${left === 1 ? 'error' : 'errors'})` : '';
    return {
      code,
      role,
      message: `${source.file} ${does}: ${placed(error, source)}${more}`,
      ...place(error, workshop),
    };
  });
  return { role, start: undefined, findings: shown };
}

function isForeign(file: string): boolean {
  return file.startsWith('../') || (file.startsWith('/') && !file.startsWith('/usr/'));
}

/** What stands in a file outside of the submission is not repeated: an `#include` could ask for any file. */
function placed({ file, line, message }: CompilerError, source: Source): string {
  if (file !== undefined && isForeign(file)) return 'it includes a file outside of the submitted folder.';
  const where = [
    file === undefined || file === source.file ? [] : [file],
    line === undefined ? [] : [`line ${line}`],
  ];
  const place = where.flat().join(', ');
  return `${place === '' ? '' : `${place}: `}${message.trim()}`;
}

function place(
  { file, line }: CompilerError,
  { sources }: Workshop,
): Pick<Finding, 'file' | 'line' | 'source'> {
  if (file === undefined || isForeign(file) || file.startsWith('/')) return {};
  const source = sourceLine(sources, file, line);
  return { file, ...(line === undefined ? {} : { line }), ...(source === undefined ? {} : { source }) };
}

/** The harness gave up on a build, or its tool broke: nobody's loss. */
export function gaveUpOn({ role, source }: BuildOrder, tool: string, run: ToolRun): Built {
  const why = run.gaveUp
    ? 'took too long or printed too much, and was ended'
    : `ended without a word on ${source.file}`;
  const said = run.stderr.trim().split('\n')[0] ?? '';
  const message = `${source.file} could not be built: ${tool} ${why}.${said === '' ? '' : ` It said: ${said.slice(0, 300)}`}`;
  return { role, start: undefined, findings: [{ code: 'build-gave-up', role, file: source.file, message }] };
}

/** `needs`: what is missing, as a person calls it. `remedy`: what to do, as a sentence. */
export function toolMissing(role: Role, source: Source, needs: string, remedy: string): Built {
  const message = `${source.file} is ${source.language.name}, and ${needs} is not on this machine, so it was not graded. ${remedy}`;
  return { role, start: undefined, findings: [{ code: 'tool-missing', role, file: source.file, message }] };
}
