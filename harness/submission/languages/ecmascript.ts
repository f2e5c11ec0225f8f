/** What JavaScript and TypeScript share: signs, ports, imports, and reading without running. */
import { posix } from 'node:path';
import { Script } from 'node:vm';
import { COMMENT, folderOf, QUOTED } from './c-like.ts';
import type { BuildOrder, PortReading, Sign, Source, Start } from './language.ts';
import { seenFrom, type Workshop } from '../workshop.ts';

/** A slash after one of these begins a regular expression, whose quotes are no strings. */
const REGEX = String.raw`(?<=[=(,:;!&|?{}[\n]\s{0,20}|\breturn\s{1,20})\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*`;
const TEMPLATE = '`(?:\\\\[\\s\\S]|[^`\\\\])*`?';

export const ECMASCRIPT_TOKENS = new RegExp(`(?<comment>${COMMENT})|${QUOTED}|${TEMPLATE}|${REGEX}`, 'g');

export const ECMASCRIPT_NETWORK =
  /["'`](?:node:)?(?:net|tls|dgram|http|https|http2|ws|express|socket\.io|socket\.io-client)["'`]|\bWebSocket\b/;

export const ECMASCRIPT_SIGNS: readonly Sign[] = [
  {
    deed: 'listen',
    pattern: /\bcreate(?:Secure)?Server\s*\(|\.\s*listen\s*\(|\bnew\s+(?:\w+\.)?(?:WebSocket)?Server\s*\(/gm,
  },
  { deed: 'bind', pattern: /\.\s*bind\s*\((?!\s*(?:this|null|undefined)\b)/gm },
  { deed: 'receive-from', pattern: /\.\s*bind\s*\((?!\s*(?:this|null|undefined)\b)/gm },
  {
    deed: 'connect',
    pattern:
      /\.\s*connect\s*\(|\bcreateConnection\s*\(|\bnew\s+WebSocket\s*\(|\bhttps?\.(?:get|request)\s*\(/gm,
  },
  { deed: 'send-to', pattern: /\.\s*send\s*\(/gm },
];

export const ECMASCRIPT_DATAGRAMS = /["'`](?:node:)?dgram["'`]/;

export const ECMASCRIPT_PORTS: PortReading = {
  places: [
    { side: 'own', call: /\.\s*(?:listen|bind)\s*\(/g, at: 0 },
    { side: 'peer', call: /\.\s*connect\s*\(|\bcreateConnection\s*\(|\bnew\s+WebSocket\s*\(/g, at: 0 },
    { side: 'peer', call: /\.\s*send\s*\(/g, at: 'any' },
  ],
  environment:
    /\bprocess\.env(?:\.PORT\b|\[["'`]PORT["'`]\])|\{[^{}\n]*\bPORT\b[^{}\n]*\}\s*=\s*process\.env/,
  argument: /\b(?:process\.)?argv\s*\[\s*(\d)\s*\]/g,
  firstArgument: 2,
};

export const ECMASCRIPT_DISPLAY = /["'`](?:electron|nw\.gui)["'`]/;

/** Text on sockets comes in chunks, which `readline` over a socket, or the search for a line end, makes into lines. */
export const ECMASCRIPT_LINES = [
  /createInterface\s*\(\s*\{?\s*(?:input\s*:\s*)?(?!process\.stdin)\w*(?:socket|client|conn|sock)\b|\.(?:indexOf|includes|endsWith)\s*\(\s*["'`](?:\\r)?\\n["'`]/i,
];

const IMPORTED = /(?:\brequire\s*\(\s*|\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}\/[^"'\n]+)\1/g;

export function importedFiles(source: Source, others: readonly Source[]): Source[] {
  const folder = folderOf(source.file);
  const paths = [...source.quoted.matchAll(IMPORTED)].map((match) => posix.join(folder, match[2] ?? ''));
  return others.filter(({ file }) =>
    paths.some(
      (path) =>
        file === path ||
        file.replace(/\.[cm]?[jt]s$/, '') === path.replace(/\.[cm]?js$/, '') ||
        file === `${path}/index.js`,
    ),
  );
}

export interface SyntaxFault {
  line: number | undefined;
  message: string;
}

/** Reads a program as CommonJS, in this process: V8 parses it and nothing of it runs. */
export function commonJsFault(text: string): SyntaxFault | undefined {
  try {
    // As Node's own loader wraps it, so that `return` outside of a function is right; on one line, to keep line numbers.
    new Script(
      `(function (exports, require, module, __filename, __dirname) {${text.replace(/^#!/, '//')}\n})`,
      {
        filename: 'program',
      },
    );
    return undefined;
  } catch (error) {
    const { stack = '', message } = error as Error;
    const line = /^program:(\d+)/.exec(stack)?.[1];
    return { line: line === undefined ? undefined : Number(line), message };
  }
}

/** Reads a program as an ES module, by `node --check`, which parses it and neither links nor runs it. */
export async function moduleFault(text: string, workshop: Workshop): Promise<SyntaxFault | undefined> {
  const command = [process.execPath, '--input-type=module', '--check', '-'];
  const { exitCode, stderr } = await workshop.run(command, { input: text });
  const message = /^\w*Error(?: \[\w+\])?: ([^\n]*)/m.exec(stderr)?.[1];
  if (exitCode === 0 || message === undefined) return undefined;
  const line = /^\[stdin\]:(\d+)/m.exec(stderr)?.[1];
  return { line: line === undefined ? undefined : Number(line), message };
}

export function nodeStart({ source }: BuildOrder, flags: readonly string[] = []): Start {
  const folder = folderOf(source.file);
  const file = seenFrom(folder, source.file);
  const name = posix.basename(source.file);
  return { argv: [process.execPath, ...flags, file], shown: ['node', name], cwd: folder, env: {} };
}
