/** Puts together what is known of a built program. */
import type { Role } from '../spec/task.ts';
import { writtenAddresses } from './addresses.ts';
import { sourceLine } from './compiler-errors.ts';
import { pythonInterpreter } from './languages/python-build.ts';
import type { Source, Start } from './languages/language.ts';
import type { Appointed } from './manifest.ts';
import { writtenPaths } from './paths.ts';
import { portArguments, readsPortVariable, writtenPorts } from './ports.ts';
import { lineAt } from './read-code.ts';
import type { Finding, Program, SourcePlace } from './submission.ts';
import { findTool } from './tools.ts';
import { leaveWords } from './words.ts';

/** A program found and built, before it is described. */
export interface BuiltProgram {
  role: Role;
  source: Source;
  used: readonly Source[];
  start: Start;
  appointed: Appointed | undefined;
}

/** The words of a start, with what stands for the port. */
interface Command extends Start {
  takesPort: boolean;
}

/** Without a manifest: the arguments that the source itself reads, where it has no port written into it. */
function ownArguments({ role, source, appointed }: BuiltProgram, ports: readonly number[]): string[] {
  if (appointed?.port === 'argv') return role === 'server' ? ['{port}'] : ['{host}', '{port}'];
  if (appointed?.port !== undefined || ports.length > 0) return [];
  return portArguments(source) ?? [];
}

function plainCommand(built: BuiltProgram, ports: readonly number[]): Command {
  const { start, source, used, appointed } = built;
  const added = ownArguments(built, ports);
  const readsPort = appointed?.port === undefined && readsPortVariable([source, ...used]);
  return {
    ...start,
    argv: [...start.argv, ...added],
    shown: [...start.shown, ...added],
    takesPort: added.includes('{port}') || readsPort || appointed?.port === 'env',
  };
}

/** The interpreter behind the name that a student types; undefined where there is no such tool. */
async function resolveTool(name: string): Promise<string | undefined> {
  if (name.includes('/')) return name;
  if (name === 'node') return process.execPath;
  if (/^python3?$/.test(name)) return (await pythonInterpreter())?.path;
  return findTool(name);
}

/** As the manifest has it; undefined where its first word is no tool of this machine. */
async function appointedCommand(
  { start, appointed }: BuiltProgram,
  command: readonly string[],
): Promise<Command | undefined> {
  const takesPort = command.some((word) => word.includes('{port}')) || appointed?.port === 'env';
  const standsForProgram = (word: string) => word === '{program}';
  if (command.some(standsForProgram)) {
    const put = (words: readonly string[]) =>
      command.flatMap((word) => (standsForProgram(word) ? words : [word]));
    return { ...start, argv: put(start.argv), shown: put(start.shown), takesPort };
  }
  const [name = '', ...words] = command;
  const tool = await resolveTool(name);
  if (tool === undefined) return undefined;
  return { ...start, argv: [tool, ...words], shown: [...command], cwd: appointed?.folder ?? '.', takesPort };
}

/** Calls by which a program starts another process, in the languages that are graded. */
const STARTS_OTHERS =
  /\b(v?fork|daemon|posix_spawn|popen|system)\s*\(|\b(multiprocessing|subprocess|os\.spawn|child_process|ProcessBuilder|Runtime\.getRuntime|exec\.Command)\b/;

export interface Described {
  program: Program | undefined;
  findings: Finding[];
}

export async function describeProgram(built: BuiltProgram): Promise<Described> {
  const { role, source, used, appointed } = built;
  const sources = [source, ...used];
  const ports = writtenPorts(source, used, role);
  const paths = writtenPaths(sources);
  const addresses = writtenAddresses(sources);
  const command = appointed?.command
    ? await appointedCommand(built, appointed.command)
    : plainCommand(built, ports);
  if (command === undefined) return { program: undefined, findings: [noSuchTool(built)] };
  const { argv, shown, cwd, env, takesPort } = command;
  const program: Program = {
    ...{ role, language: source.language.id, file: source.file, argv, shown, cwd, env, takesPort },
    writtenPorts: ports,
    ...(paths.length > 0 && { writtenPaths: paths }),
    ...(addresses.length > 0 && { writtenAddresses: addresses }),
    readsLines: sources.some(({ quoted, language }) => language.lines.every((sign) => sign.test(quoted))),
    startsOthers: sources.some(({ code }) => STARTS_OTHERS.test(code)),
    leaveWords: leaveWords(sources),
    ...signsOf(sources),
  };
  return { program, findings: displayFindings(role, sources) };
}

/** What hints can name the line of. */
function signsOf(sources: readonly Source[]): Pick<Program, 'heldBack' | 'closesInVain'> {
  const flushes = sources.some(({ quoted, language }) => language.buffers?.flush.test(quoted));
  const heldBack = flushes ? undefined : firstPlace(sources, ({ language }) => language.buffers?.writer);
  const closesInVain = firstPlace(sources, ({ language }) => language.closeUncalled);
  return { ...(heldBack && { heldBack }), ...(closesInVain && { closesInVain }) };
}

function firstPlace(
  sources: readonly Source[],
  sign: (source: Source) => RegExp | undefined,
): SourcePlace | undefined {
  for (const source of sources) {
    const at = sign(source)?.exec(source.quoted)?.index;
    if (at === undefined) continue;
    const line = lineAt(source.quoted, at);
    return { file: source.file, line, source: sourceLine(sources, source.file, line) ?? '' };
  }
  return undefined;
}

function noSuchTool({ role, source, appointed }: BuiltProgram): Finding {
  const name = appointed?.command?.[0] ?? '';
  const message = `sockmark.json starts ${source.file} with ${JSON.stringify(name)}, which is not on this machine, so it was not graded. Install it.`;
  return { code: 'tool-missing', role, file: source.file, message };
}

function displayFindings(role: Role, sources: readonly Source[]): Finding[] {
  for (const source of sources) {
    const match = source.language.display.exec(source.quoted);
    if (match === null) continue;
    const line = lineAt(source.quoted, match.index);
    const text = sourceLine(sources, source.file, line);
    const message = `${source.file} opens a window (line ${line}), and there is no display where programs are graded.`;
    return [
      { code: 'needs-display', role, file: source.file, line, message, ...(text ? { source: text } : {}) },
    ];
  }
  return [];
}
