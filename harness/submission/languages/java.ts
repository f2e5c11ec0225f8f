/** Java, compiled by `javac`: both programs of a submission in one go where that works. */
import { isUtf8 } from 'node:buffer';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { join, posix } from 'node:path';
import { gaveUpOn, readErrors, refusedBy, toolMissing, type CompilerError } from '../compiler-errors.ts';
import { findTool, type ToolRun } from '../tools.ts';
import { seenFrom, type Workshop } from '../workshop.ts';
import { COMMENT, folderOf, QUOTED, stemOf } from './c-like.ts';
import type { BuildOrder, Built, Language, Source, Start } from './language.ts';

/** A JVM that starts fast and takes little memory, for the compiler and for the programs. */
const JVM_FLAGS = ['-Xshare:auto', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** `-proc:none`: an annotation processor of the student's would run inside the compiler. */
const JAVAC_FLAGS = ['-g', '-nowarn', '-proc:none', ...JVM_FLAGS.map((flag) => `-J${flag}`)];

const ERROR = /^(?<file>[^\n:]+\.java):(?<line>\d+): error: (?<message>[^\n]+)$/gm;
const PACKAGE = /^[ \t]*package[ \t]+([\w.]+)[ \t]*;/m;
const NO_RUNTIME = /Unable to locate a Java Runtime|No Java runtime present/;

/** The folder in which the packages begin, and where the program is started; `src` itself is no place to start from. */
function packageRoot({ file, code }: Source): string {
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
export function mainClass({ code, file }: Source): string {
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

const MAIN = /\bvoid\s+main\s*\(/;

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
  if (companions.length > 0 && /cannot find symbol|does not exist/.test(alone.stderr)) {
    // A class that does not lie in the file of its name is found only in a file that is named.
    const together = await compile({ ...compilation, sources: [source, ...companions] }, workshop);
    if (together.exitCode === 0) return { role, start: await start(), findings: [] };
  }
  const errors = errorsIn(alone.stderr, workshop.stage);
  if (alone.gaveUp || errors.length === 0) return gaveUpOn(order, 'javac', alone);
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

async function build(orders: readonly BuildOrder[], workshop: Workshop): Promise<Built[]> {
  const [javac, java] = await Promise.all([findTool('javac'), findTool('java')]);
  if (javac === undefined || java === undefined) return orders.map(noJava);
  await withoutByteOrderMarks(
    workshop.sources.filter(({ language }) => language === javaLanguage),
    workshop.stage,
  );
  const [root, ...others] = new Set(orders.map(({ source }) => packageRoot(source)));
  if (orders.length > 1 && root !== undefined && others.length === 0) {
    const classes = 'java';
    const sources = orders.map(({ source }) => source);
    const together = await compile({ javac, sources, root, classes }, workshop);
    if (together.exitCode === 0) {
      const started = async (order: BuildOrder) => ({
        role: order.role,
        start: await startOf(order, java, classes, workshop),
        findings: [],
      });
      return Promise.all(orders.map(started));
    }
  }
  return Promise.all(orders.map((order) => buildOne(order, { javac, java }, workshop)));
}

/** Those whose class is named in the source, and those of the same folder that cannot be started by themselves. */
function uses(source: Source, others: readonly Source[]): Source[] {
  const words = new Set(source.code.match(/\b[A-Z]\w*/g));
  const isNear = (other: Source) => packageRoot(other) === packageRoot(source);
  const isPart = (other: Source) => folderOf(other.file) === folderOf(source.file) && !MAIN.test(other.code);
  return others.filter((other) => isNear(other) && (words.has(stemOf(other.file)) || isPart(other)));
}

const javaLanguage: Language = {
  id: 'java',
  name: 'Java',
  extensions: ['.java'],
  tokens: new RegExp(`(?<comment>${COMMENT})|"""(?:\\\\[\\s\\S]|[^\\\\])*?"""|${QUOTED}`, 'g'),
  network: /\bjava\.(?:net|nio)\b|\bjavax\.net\b|\bcom\.sun\.net\b|Socket\b/,
  signs: [
    { deed: 'listen', pattern: /\bnew\s+(?:java\.net\.)?ServerSocket\s*\(|\bcreateServerSocket\s*\(/gm },
    {
      deed: 'listen',
      pattern: /\b(?:Asynchronous)?ServerSocketChannel\s*\.\s*open\s*\(|\bHttpServer\s*\.\s*create\s*\(/gm,
    },
    { deed: 'connect', pattern: /\bnew\s+(?:java\.net\.)?Socket\s*\(|\bcreateSocket\s*\(/gm },
    { deed: 'connect', pattern: /(?<!Server)\bSocketChannel\s*\.\s*open\s*\(/gm },
    { deed: 'bind', pattern: /\bnew\s+(?:java\.net\.)?(?:DatagramSocket|MulticastSocket)\s*\(\s*(?!\))/gm },
    { deed: 'bind', pattern: /\.\s*bind\s*\(/gm },
    { deed: 'send-to', pattern: /\.\s*send\s*\(/gm },
    { deed: 'receive-from', pattern: /\.\s*receive\s*\(/gm },
  ],
  datagrams: /\bDatagram(?:Socket|Channel)\b|\bMulticastSocket\b/,
  ports: {
    places: [
      {
        side: 'own',
        call: /\bnew\s+(?:java\.net\.)?(?:ServerSocket|DatagramSocket|MulticastSocket)\s*\(/g,
        at: 0,
      },
      { side: 'own', call: /\bcreateServerSocket\s*\(/g, at: 0 },
      { side: 'peer', call: /\bnew\s+(?:java\.net\.)?Socket\s*\(|\bcreateSocket\s*\(/g, at: 1 },
      { side: 'peer', call: /\bnew\s+(?:java\.net\.)?DatagramPacket\s*\(/g, at: 3 },
      { side: 'peer', call: /\bnew\s+(?:java\.net\.)?DatagramPacket\s*\(/g, at: 4 },
      { side: 'either', call: /\bnew\s+(?:java\.net\.)?InetSocketAddress\s*\(/g, at: 'last' },
    ],
    environment: /\bgetenv\s*\(\s*\)?\s*(?:\.\s*get(?:OrDefault)?\s*\(\s*)?"PORT"/,
    argument: /\bargs\s*\[\s*(\d)\s*\]/g,
    firstArgument: 0,
  },
  lines: /\.\s*(?:readLine|nextLine)\s*\(/,
  display: /\bimport\s+(?:javax\.swing\b|javafx\b|java\.awt\.(?:\*|event\b|Frame\b|Window\b))/,
  isEntry: ({ code }) => MAIN.test(code),
  uses,
  build,
};

export { javaLanguage as java };
