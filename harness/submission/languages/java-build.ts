/** Builds Java programs: both of a submission in one go where that works. */
import { isUtf8 } from 'node:buffer';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join, posix } from 'node:path';
import { gaveUpOn, readErrors, refusedBy, toolMissing, type CompilerError } from '../compiler-errors.ts';
import { findTool, type ToolRun } from '../tools.ts';
import { seenFrom, type Workshop } from '../workshop.ts';
import { folderOf, stemOf } from './c-like.ts';
import type { BuildOrder, Built, Source, Start } from './language.ts';

/** A JVM that starts fast and takes little memory, for the compiler and for the programs. */
const JVM_FLAGS = ['-Xshare:auto', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** `-proc:none`: an annotation processor of the student's would run inside the compiler. */
const JAVAC_FLAGS = ['-g', '-nowarn', '-proc:none', ...JVM_FLAGS.map((flag) => `-J${flag}`)];

const ERROR = /^(?<file>[^\n:]+\.java):(?<line>\d+): error: (?<message>[^\n]+)$/gm;
const PACKAGE = /^[ \t]*package[ \t]+([\w.]+)[ \t]*;/m;
const MISSING_CLASS = /cannot find symbol|does not exist/;
/** What may be wrong only because of what was compiled beside it, or for want of another file. */
const NEEDS_ANOTHER_LOOK = /duplicate class|cannot find symbol|does not exist/;
const NO_RUNTIME = /Unable to locate a Java Runtime|No Java runtime present/;

/** The folder in which the packages begin, and where the program is started; `src` itself is no place to start from. */
export function packageRoot({ file, code }: Source): string {
  const name = PACKAGE.exec(code)?.[1] ?? '';
  const folder = folderOf(file);
  const inside = name.replaceAll('.', '/');
  if (inside === '') return folder;
  if (folder === inside) return '.';
  // A package that does not lie in its folder: the compiler takes it as it is.
  return folder.endsWith(`/${inside}`) ? folder.slice(0, -inside.length - 1) : folder;
}

function startFolder(source: Source): string {
  const root = packageRoot(source);
  return posix.basename(root) === 'src' ? posix.dirname(root) : root;
}

/** The outermost class around the first `main`, with its package. */
function mainClass({ code, file }: Source): string {
  const main = MAIN.exec(code)?.index ?? code.length;
  let depth = 0;
  let name = stemOf(file);
  for (const match of code.slice(0, main).matchAll(/[{}]|\b(?:class|enum|record|interface)\s+(\w+)/g)) {
    if (match[0] === '{') depth += 1;
    else if (match[0] === '}') depth -= 1;
    else if (depth === 0) name = match[1] ?? name;
  }
  const inside = PACKAGE.exec(code)?.[1];
  return inside === undefined ? name : `${inside}.${name}`;
}

export const MAIN = /\bvoid\s+main\s*\(/;

/** `javac` refuses the byte order mark that editors on Windows write, and knows no other sign of UTF-16. */
async function withoutByteOrderMarks(sources: readonly Source[], stage: string): Promise<void> {
  for (const { file, text } of sources) {
    const bytes = await readFile(join(stage, file));
    const isMarked = [
      [0xef, 0xbb, 0xbf],
      [0xff, 0xfe],
      [0xfe, 0xff],
    ].some((mark) => mark.every((byte, index) => bytes[index] === byte));
    if (isMarked) await writeFile(join(stage, file), text);
  }
}

async function encodingOf(sources: readonly Source[], stage: string): Promise<string> {
  for (const { file } of sources) {
    if (!isUtf8(await readFile(join(stage, file)))) return 'ISO-8859-1';
  }
  return 'UTF-8';
}

interface Compilation {
  javac: string;
  sources: readonly Source[];
  root: string;
  /** Relative to the stage. */
  classes: string;
}

async function compile({ javac, sources, root, classes }: Compilation, workshop: Workshop): Promise<ToolRun> {
  const jars = workshop.files.filter((file) => file.endsWith('.jar')).map((file) => seenFrom('.', file));
  return workshop.run([
    javac,
    ...JAVAC_FLAGS,
    ...['-encoding', await encodingOf(sources, workshop.stage)],
    ...['-d', await workshop.buildFolder(classes)],
    ...['-sourcepath', seenFrom('.', root)],
    ...['-classpath', jars.length > 0 ? jars.join(delimiter) : seenFrom('.', root)],
    ...sources.map(({ file }) => seenFrom('.', file)),
  ]);
}

async function startOf(
  { source }: BuildOrder,
  java: string,
  classes: string,
  workshop: Workshop,
): Promise<Start> {
  const cwd = startFolder(source);
  const jars = workshop.files.filter((file) => file.endsWith('.jar'));
  const path = [await workshop.buildFolder(classes), ...jars]
    .map((file) => seenFrom(cwd, file))
    .join(delimiter);
  const name = mainClass(source);
  return { argv: [java, ...JVM_FLAGS, '-Xmx128m', '-cp', path, name], shown: ['java', name], cwd, env: {} };
}

/** What the compiler says below `cannot find symbol` is what a person needs. */
function errorsIn(stderr: string, stage: string): CompilerError[] {
  const told = stderr.replace(
    /error: cannot find symbol\r?\n(?:[^\n]*\n){1,2}? *symbol: +([^\n]*)/g,
    (whole, symbol: string) =>
      whole.replace('cannot find symbol', `cannot find ${symbol.replace(/\s+/g, ' ').trim()}`),
  );
  return readErrors(told, ERROR, stage);
}

interface Tools {
  javac: string;
  java: string;
}

async function buildOne(order: BuildOrder, { javac, java }: Tools, workshop: Workshop): Promise<Built> {
  const { role, source, companions } = order;
  const classes = `java-${role}`;
  const compilation = { javac, sources: [source], root: packageRoot(source), classes };
  const alone = await compile(compilation, workshop);
  const start = () => startOf(order, java, classes, workshop);
  if (alone.exitCode === 0) return { role, start: await start(), findings: [] };
  if (NO_RUNTIME.test(alone.stderr)) return noJava(order);
  if (companions.length > 0 && MISSING_CLASS.test(alone.stderr)) {
    // A class that does not lie in the file of its name is found only in a file that is named.
    const together = await compile({ ...compilation, sources: [source, ...companions] }, workshop);
    if (together.exitCode === 0) return { role, start: await start(), findings: [] };
  }
  const errors = errorsIn(alone.stderr, workshop.stage);
  if (alone.gaveUp || errors.length === 0) return gaveUpOn(order, 'javac', alone);
  return refused(order, errors, workshop);
}

function refused(order: BuildOrder, errors: readonly CompilerError[], workshop: Workshop): Built {
  return refusedBy({ code: 'does-not-compile', order, errors, does: 'does not compile' }, workshop);
}

function noJava({ role, source }: BuildOrder): Built {
  return toolMissing(
    role,
    source,
    'a JDK',
    'Install one (Debian, Ubuntu: apt install default-jdk-headless).',
  );
}

/** Both programs in one start of the compiler; undefined where they have to be built one by one. */
async function buildTogether(
  orders: readonly BuildOrder[],
  { javac, java }: Tools,
  workshop: Workshop,
): Promise<Built[] | undefined> {
  const [root, ...others] = new Set(orders.map(({ source }) => packageRoot(source)));
  if (orders.length < 2 || root === undefined || others.length > 0) return undefined;
  const sources = orders.map(({ source }) => source);
  const { exitCode, stderr } = await compile({ javac, sources, root, classes: 'java' }, workshop);
  if (exitCode === 0) {
    const start = (order: BuildOrder) => startOf(order, java, 'java', workshop);
    return Promise.all(
      orders.map(async (order) => ({ role: order.role, start: await start(order), findings: [] })),
    );
  }
  const errors = errorsIn(stderr, workshop.stage);
  const broken = orders.find(({ source }) => errors.every(({ file }) => file === source.file));
  if (broken === undefined || errors.length === 0 || NEEDS_ANOTHER_LOOK.test(stderr)) return undefined;
  return Promise.all(
    orders.map(async (order) =>
      order === broken ? refused(order, errors, workshop) : buildOne(order, { javac, java }, workshop),
    ),
  );
}

export async function buildJava(orders: readonly BuildOrder[], workshop: Workshop): Promise<Built[]> {
  const [javac, java] = await Promise.all([findTool('javac'), findTool('java')]);
  if (javac === undefined || java === undefined) return orders.map(noJava);
  const own = workshop.sources.filter(({ language }) => language.id === 'java');
  await withoutByteOrderMarks(own, workshop.stage);
  const together = await buildTogether(orders, { javac, java }, workshop);
  return together ?? Promise.all(orders.map((order) => buildOne(order, { javac, java }, workshop)));
}
