/** Checks Python programs: whether they parse, and whether they are Python 2. */
import { posix } from 'node:path';
import { refusedBy, sourceLine, toolMissing } from '../compiler-errors.ts';
import type { Finding } from '../submission.ts';
import { lineAt } from '../read-code.ts';
import { findTool, runTool } from '../tools.ts';
import type { Workshop } from '../workshop.ts';
import { folderOf } from './c-like.ts';
import type { BuildOrder, Built, Source } from './language.ts';

/** The program behind the name: a launcher such as pyenv's costs 200 ms at every start. */
interface Interpreter {
  path: string;
  version: string;
}

let interpreter: Promise<Interpreter | undefined> | undefined;

export function pythonInterpreter(): Promise<Interpreter | undefined> {
  interpreter ??= askInterpreter();
  return interpreter;
}

async function askInterpreter(): Promise<Interpreter | undefined> {
  const launcher = await findTool('python3', 'python');
  if (launcher === undefined) return undefined;
  const question = 'import sys; print(sys.executable); print("%d.%d" % sys.version_info[:2])';
  // The harness's own environment: launchers find their way by it, and nothing of a student's runs here.
  const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
  const { stdout } = await runTool([launcher, '-c', question], { cwd: process.cwd(), env });
  const [path = '', version = ''] = stdout.trim().split(/\r?\n/);
  return version.startsWith('3.') ? { path, version } : undefined;
}

/** Compiles each file named on stdin, and runs none of them. */
const CHECK = `
import json, sys, warnings
warnings.simplefilter("ignore")
found = {}
for name in json.load(sys.stdin):
    try:
        with open(name, "rb") as file:
            compile(file.read(), name, "exec", dont_inherit=True)
    except SyntaxError as error:
        found[name] = {"line": error.lineno, "message": error.msg}
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        found[name] = {"line": None, "message": str(error)}
json.dump(found, sys.stdout)
`;

type Faults = Record<string, { line: number | null; message: string } | undefined>;

async function checkSyntax(python: string, files: readonly string[], workshop: Workshop): Promise<Faults> {
  const command = [python, '-I', '-S', '-c', CHECK];
  const { stdout } = await workshop.run(command, { input: JSON.stringify(files) });
  try {
    return JSON.parse(stdout) as Faults;
  } catch {
    // A file that breaks the compiler itself shows what it does when it is run.
    return {};
  }
}

interface OldSign {
  pattern: RegExp;
  says: string;
}

/** What Python 2 had and Python 3 does not parse. */
const OLD_SYNTAX: readonly OldSign[] = [
  { pattern: /^[ \t]*(?:.*:[ \t]*)?print[ \t]+(?![=(\s.,:)\]])/m, says: '`print` without brackets' },
  { pattern: /^[ \t]*print[ \t]*\([^\n]*\)[ \t]*%|^[ \t]*print[ \t]*$/m, says: '`print` as a statement' },
  { pattern: /^[ \t]*except[ \t]+[\w.()]+(?:[ \t]*,[ \t]*\w+)+[ \t]*:/m, says: '`except …, e:`' },
  { pattern: /^[ \t]*exec[ \t]+["'\w]/m, says: '`exec` without brackets' },
  { pattern: /^[ \t]*raise[ \t]+\w+[ \t]*,/m, says: '`raise …, …`' },
  { pattern: /[\w)\]"'][ \t]*<>[ \t]*[\w("']/, says: '`<>`' },
];

/** What Python 3 parses, and stops at when it gets there. */
const OLD_NAMES: readonly OldSign[] = [
  { pattern: /(?<![\w.])raw_input[ \t]*\(/, says: '`raw_input`' },
  { pattern: /(?<![\w.])(?:unicode|xrange|unichr)[ \t]*\(/, says: '`xrange` or `unicode`' },
  {
    pattern:
      /^(?:import|from)[ \t]+(?:Tkinter|SocketServer|Queue|thread|urllib2|ConfigParser|httplib|cPickle)\b/m,
    says: 'a module of Python 2',
  },
];

function oldSign({ code }: Source, signs: readonly OldSign[]): { line: number; says: string } | undefined {
  for (const { pattern, says } of signs) {
    const match = pattern.exec(code);
    const name = /`(\w+)`$/.exec(says)?.[1];
    const isOwn =
      name !== undefined && new RegExp(`\\bdef[ \\t]+${name}\\b|^[ \\t]*${name}[ \\t]*=`, 'm').test(code);
    if (match && !isOwn) {
      const blanks = /^\s*/.exec(match[0])?.[0].length ?? 0;
      return { line: lineAt(code, match.index + blanks), says };
    }
  }
  return undefined;
}

function pythonTwo(
  { role, source }: BuildOrder,
  { line, says }: { line: number; says: string },
  version: string,
): Finding {
  const message = `${source.file} is a Python 2 program (line ${line}: ${says}), and programs are run with Python ${version}.`;
  const text = sourceLine([source], source.file, line);
  return { code: 'python-2', role, file: source.file, line, message, ...(text ? { source: text } : {}) };
}

function startOf({ source }: BuildOrder, python: string): Built['start'] {
  const folder = folderOf(source.file);
  const name = posix.basename(source.file);
  // A name like an option needs the folder in front.
  const file = name.startsWith('-') ? `./${name}` : name;
  const env = { PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1', PYTHONFAULTHANDLER: '1' };
  return { argv: [python, file], shown: ['python3', file], cwd: folder, env };
}

function judge(order: BuildOrder, { path, version }: Interpreter, faults: Faults, workshop: Workshop): Built {
  for (const source of [order.source, ...order.companions]) {
    const fault = faults[source.file];
    if (fault === undefined) continue;
    const old = oldSign(source, OLD_SYNTAX) ?? oldSign(source, OLD_NAMES);
    if (old) {
      const finding = pythonTwo({ ...order, source }, old, version);
      return { role: order.role, start: undefined, findings: [finding] };
    }
    const errors = [
      { file: source.file, line: fault.line ?? undefined, message: plainMessage(fault.message) },
    ];
    return refusedBy({ code: 'does-not-parse', order, errors, does: 'does not parse' }, workshop);
  }
  const start = startOf(order, path);
  const old = oldSign(order.source, OLD_NAMES);
  return { role: order.role, start, findings: old ? [pythonTwo(order, old, version)] : [] };
}

function plainMessage(message: string): string {
  return message.includes('null byte')
    ? 'the file holds null bytes; it may be saved as UTF-16. Save it as UTF-8.'
    : message;
}

export async function buildPython(orders: readonly BuildOrder[], workshop: Workshop): Promise<Built[]> {
  const python = await pythonInterpreter();
  if (python === undefined) {
    const remedy = 'Install Python 3 and see that `python3` is on PATH.';
    return orders.map(({ role, source }) => toolMissing(role, source, 'Python 3', remedy));
  }
  const files = new Set(
    orders.flatMap(({ source, companions }) => [source, ...companions]).map(({ file }) => file),
  );
  const faults = await checkSyntax(python.path, [...files], workshop);
  return orders.map((order) => judge(order, python, faults, workshop));
}
