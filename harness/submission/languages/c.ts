/** C and C++, by the machine's `cc` and `c++`. */
import { gaveUpOn, readErrors, refusedBy, toolMissing } from '../compiler-errors.ts';
import { findTool, isThere, type ToolRun } from '../tools.ts';
import { BUILD_FOLDER, seenFrom, type Workshop } from '../workshop.ts';
import { COMMENT, folderOf, QUOTED, stemOf } from './c-like.ts';
import type { BuildOrder, Built, Language, Source, Start } from './language.ts';
import { lastWordsObject } from './last-words.ts';

/** What stands between `#if 0` and its end is a comment in all but name. */
const DISABLED = String.raw`^[ \t]*#[ \t]*if[ \t]+0\b[^\n]*\n(?:(?![ \t]*#[ \t]*(?:if|e))[^\n]*\n)*[ \t]*#[ \t]*(?:endif|else|elif)\b`;

const CPP = /\.(?:cpp|cc|cxx|c\+\+)$/i;

/**
 * C as of 2017: newer compilers take C23, in which `int f()` has no arguments and much of what old course books write
 * is an error.
 */
const C_FLAGS = [
  '-std=gnu17',
  ...['implicit-function-declaration', 'implicit-int', 'int-conversion', 'incompatible-pointer-types'].map(
    (name) => `-Wno-error=${name}`,
  ),
];

/**
 * Line tables for crashes and hangs: DWARF 4, since addr2line takes a line of a C++ header for the program's own in the
 * DWARF 5 of some compilers. `-w`: warnings would hide the errors.
 */
const FLAGS = ['-gdwarf-4', '-O0', '-w', '-fdiagnostics-color=never'];

const ERROR = /^(?<file>[^\n:]+):(?<line>\d+):(?:\d+:)? (?:fatal )?error: (?<message>[^\n]+)$/gm;
const LINK_ERROR =
  /^(?:[^\n]*?: )?(?<file>[^\n:]+\.\w+):(?:(?<line>\d+)|\([^)\n]*\)): (?<message>(?:undefined reference|multiple definition|more undefined)[^\n]+)$/gm;
const NO_MAIN = /undefined reference to [`'"‘]main['"’]|symbol\(s\) not found[\s\S]*_main/;
const WINDOWS = /\b(?:winsock2?|windows|ws2tcpip|conio)\.h\b/i;

/** Makes stdout write each line at once: what a killed C program holds in its buffer is lost otherwise (stdbuf(1)). */
const STDBUF_PLACES = ['/usr/libexec/coreutils/libstdbuf.so', '/usr/lib/coreutils/libstdbuf.so'];

let unbuffered: Promise<Record<string, string>> | undefined;

function unbufferedEnvironment(): Promise<Record<string, string>> {
  unbuffered ??= (async () => {
    for (const place of STDBUF_PLACES) {
      if (await isThere(place)) return { LD_PRELOAD: place, _STDBUF_O: 'L' };
    }
    return {};
  })();
  return unbuffered;
}

interface Compilation {
  compiler: string;
  output: string;
  /** Linked with the program. */
  object: string | undefined;
}

async function compile(
  inputs: readonly Source[],
  { compiler, output, object }: Compilation,
  workshop: Workshop,
): Promise<ToolRun> {
  const headers = new Set(workshop.files.filter((file) => /\.(?:h|hpp)$/i.test(file)).map(folderOf));
  const command = [
    compiler,
    ...FLAGS,
    ...(inputs.some(({ file }) => CPP.test(file)) ? [] : C_FLAGS),
    ...[...headers].slice(0, 20).map((folder) => `-I${seenFrom('.', folder)}`),
    ...['-o', seenFrom('.', output)],
    ...inputs.map(({ file }) => seenFrom('.', file)),
    ...(object === undefined ? [] : [seenFrom('.', object)]),
    ...['-lpthread', '-lm'],
  ];
  const result = await workshop.run(command);
  const isSpoilt = object !== undefined && result.exitCode !== 0 && result.stderr.includes(object);
  return isSpoilt ? compile(inputs, { compiler, output, object: undefined }, workshop) : result;
}

function errorsIn(stderr: string, source: Source, stage: string) {
  const errors = readErrors(stderr, ERROR, stage);
  const all = errors.length > 0 ? errors : readErrors(stderr, LINK_ERROR, stage);
  if (NO_MAIN.test(stderr))
    return [{ file: source.file, line: undefined, message: 'it has no function `main`.' }];
  return all.map((error) => {
    const hint = WINDOWS.test(error.message)
      ? ' (a header of Windows: the program does not compile on Linux)'
      : '';
    return { ...error, message: `${error.message}${hint}` };
  });
}

async function startOf({ source }: BuildOrder, output: string): Promise<Start> {
  const cwd = folderOf(source.file);
  return {
    argv: [seenFrom(cwd, output)],
    shown: [`./${stemOf(source.file)}`],
    cwd,
    env: await unbufferedEnvironment(),
  };
}

async function buildOne(order: BuildOrder, workshop: Workshop): Promise<Built> {
  const { role, source, companions } = order;
  const isCpp = [source, ...companions].some(({ file }) => CPP.test(file));
  const compiler = await (isCpp ? findTool('c++', 'g++', 'clang++') : findTool('cc', 'gcc', 'clang'));
  if (compiler === undefined) {
    const remedy = `Install ${isCpp ? 'g++' : 'gcc'} (Debian, Ubuntu: apt install build-essential).`;
    return toolMissing(role, source, isCpp ? 'a C++ compiler' : 'a C compiler', remedy);
  }
  await workshop.buildFolder('.');
  const output = `${BUILD_FOLDER}/${role}`;
  const object = await lastWordsObject(compiler, role, workshop);
  const how = { compiler, output, object };
  const alone = await compile([source], how, workshop);
  const lacksParts = /undefined reference|undefined symbol/i.test(alone.stderr) && companions.length > 0;
  const result = lacksParts ? await compile([source, ...companions], how, workshop) : alone;
  if (result.exitCode === 0) return { role, start: await startOf(order, output), findings: [] };
  const errors = errorsIn(result.stderr, source, workshop.stage);
  if (result.gaveUp || errors.length === 0) return gaveUpOn(order, 'the compiler', result);
  return refusedBy({ code: 'does-not-compile', order, errors, does: 'does not compile' }, workshop);
}

const isEntry = ({ code }: Source) => /\bmain\s*\(/.test(code);

export const c: Language = {
  id: 'c',
  name: 'C',
  extensions: ['.c', '.cpp', '.cc', '.cxx'],
  tokens: new RegExp(`(?<comment>${DISABLED}|${COMMENT})|${QUOTED}`, 'gm'),
  network:
    /#\s*include\s*[<"](?:sys\/socket|netinet\/|arpa\/|netdb|winsock|ws2tcpip|boost\/asio|asio|[\w./-]+\.h)/i,
  signs: [
    { deed: 'listen', pattern: /\blisten\s*\(/gm },
    { deed: 'accept', pattern: /\baccept4?\s*\(/gm },
    { deed: 'listen', pattern: /\btcp::acceptor\b/gm },
    { deed: 'bind', pattern: /(?<!std::)\bbind\s*\(/gm },
    { deed: 'connect', pattern: /\bconnect\s*\(/gm },
    { deed: 'send-to', pattern: /\bsend(?:to|msg)\s*\(/gm },
    { deed: 'receive-from', pattern: /\brecv(?:from|msg)?\s*\(/gm },
  ],
  datagrams: /\bSOCK_DGRAM\b|\bSOCK_RAW\b/,
  ports: {
    places: [
      { side: 'either', call: /\bhtons\s*\(/g, at: 0 },
      { side: 'either', call: /\bgetaddrinfo\s*\(/g, at: 1 },
    ],
    environment: /\bgetenv\s*\(\s*"PORT"/,
    argument: /\bargv\s*\[\s*(\d)\s*\]/g,
    firstArgument: 1,
  },
  lines: [/\bfdopen\s*\(|\breadline\s*\(\s*\w*(?:fd|sock|conn)|\bread_until\s*\(/i],
  buffers: { writer: /\bfdopen\s*\([^;]*"[rb]*[wa]/, flush: /\b(?:fflush|setvbuf|setbuf|setlinebuf)\s*\(/ },
  display: /#\s*include\s*[<"](?:gtk\/|SDL|GL\/|X11\/|QtWidgets|QApplication|SFML\/Graphics)/,
  isEntry,
  uses: (source, others) =>
    others.filter((other) => folderOf(other.file) === folderOf(source.file) && !isEntry(other)),
  build: (orders, workshop) => Promise.all(orders.map((order) => buildOne(order, workshop))),
};
