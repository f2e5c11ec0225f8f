/** Python 3. */
import { posix } from 'node:path';
import { folderOf } from './c-like.ts';
import type { Language, Source } from './language.ts';
import { buildPython } from './python-build.ts';

const TOKENS =
  /(?<comment>#[^\n]*|[rbuf]{0,2}(?<quotes>"""|''')(?:\\[\s\S]|[^\\])*?(?:\k<quotes>|(?![\s\S])))|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?/gi;

const IMPORT = /^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+([\w, \t*]+)|import[ \t]+([\w., \t]+))/gm;

/** `a.b` and `a.b.c` for `from a.b import c`. */
function importedModules(code: string): { up: number; path: string }[] {
  return [...code.matchAll(IMPORT)].flatMap(([, dots = '', from = '', names = '', plain]) => {
    const first = (list: string) => list.split(',').map((name) => name.trim().split(/\s/)[0] ?? '');
    if (plain !== undefined) return first(plain).map((name) => ({ up: 0, path: name.replaceAll('.', '/') }));
    const base = from.replaceAll('.', '/');
    const below = first(names).map((name) => (base === '' ? name : `${base}/${name}`));
    return [base, ...below].filter((path) => path !== '').map((path) => ({ up: dots.length, path }));
  });
}

function uses(source: Source, others: readonly Source[]): Source[] {
  const folder = folderOf(source.file);
  const files = importedModules(source.code).flatMap(({ up, path }) => {
    const above = '../'.repeat(Math.max(0, up - 1));
    const places = up > 0 ? [posix.join(folder, above)] : [folder, '.'];
    return places.flatMap((place) => [
      posix.join(place, `${path}.py`),
      posix.join(place, path, '__init__.py'),
    ]);
  });
  return others.filter(({ file }) => files.includes(file));
}

/** Databases and window toolkits have a `connect` too. */
const NO_SOCKET =
  '(?<!\\b(?:sqlite3|mysql|connector|psycopg2?|pymysql|MySQLdb|pyodbc|cx_Oracle|clicked|triggered|pressed|timeout|[Ss]ignal|\\w*_signal))';

export const python: Language = {
  id: 'python',
  name: 'Python',
  extensions: ['.py', '.pyw', '.py3'],
  tokens: TOKENS,
  network:
    /\b(?:socket|socketserver|SocketServer|asyncio|asyncore|trio|twisted|http\.server|BaseHTTPServer|zmq|select|selectors|ssl|network)\b/,
  signs: [
    { deed: 'listen', pattern: /\.\s*listen\s*\(/gm },
    {
      deed: 'listen',
      pattern:
        /\b(?:create_server|start_server|start_unix_server|(?:Threading|Forking)?TCPServer|(?:Threading)?HTTPServer|UnixStreamServer)\s*\(/gm,
    },
    { deed: 'accept', pattern: /\.\s*accept\s*\(/gm },
    { deed: 'bind', pattern: /\.\s*bind\s*\(\s*(?!["'])/gm },
    { deed: 'bind', pattern: /\b(?:Threading|Forking)?UDPServer\s*\(|\blocal_addr\s*=/gm },
    { deed: 'receive-from', pattern: /\.\s*recv(?:from|from_into|msg)\s*\(/gm },
    {
      deed: 'receive-from',
      pattern: /\b(?:Threading|Forking)?UDPServer\s*\(|\bdef\s+datagram_received\s*\(/gm,
    },
    { deed: 'connect', pattern: new RegExp(`${NO_SOCKET}\\.\\s*connect(?:_ex)?\\s*\\(`, 'gm') },
    {
      deed: 'connect',
      pattern: /\b(?:create_connection|open_connection|open_unix_connection|HTTPConnection)\s*\(/gm,
    },
    { deed: 'send-to', pattern: /\.\s*send(?:to|msg)\s*\(|\bremote_addr\s*=/gm },
  ],
  datagrams: /\bSOCK_DGRAM\b|UDPServer|create_datagram_endpoint|\bSOCK_RAW\b/,
  ports: {
    places: [
      { side: 'own', call: /\.\s*bind\s*\(/g, at: 0 },
      { side: 'own', call: /\b(?:create_server|\w*(?:TCP|UDP|HTTP)Server)\s*\(/g, at: 0 },
      { side: 'own', call: /\bstart_server\s*\(/g, at: 2 },
      { side: 'peer', call: /\.\s*connect(?:_ex)?\s*\(/g, at: 0 },
      { side: 'peer', call: /\bcreate_connection\s*\(/g, at: 0 },
      { side: 'peer', call: /\bopen_connection\s*\(/g, at: 1 },
      { side: 'peer', call: /\.\s*sendto\s*\(/g, at: 'last' },
    ],
    environment: /\benviron\b[^\n]{0,20}["']PORT["']|\bgetenv\s*\(\s*["']PORT["']/,
    argument: /\b(?:sys\.)?argv\s*\[\s*(\d)\s*\]/g,
    firstArgument: 1,
  },
  lines: [
    /\bmakefile\s*\(|\brfile\b|\breader\.readline\s*\(|\breaduntil\s*\(|["']\\n["']\s+(?:not\s+)?in\b|\.endswith\s*\(\s*b?["']\\n/,
  ],
  buffers: {
    writer: /\bmakefile\s*\(\s*(?:mode\s*=\s*)?["'][rb]*w/,
    flush: /\.\s*flush\s*\(|\bflush\s*=\s*True|\bbuffering\s*=\s*0/,
  },
  closeUncalled: /(?<=^[ \t]*)[A-Za-z_][\w.]*\.close(?=[ \t]*;?[ \t]*$)/m,
  display:
    /^[ \t]*(?:import|from)[ \t]+(?:tkinter|Tkinter|customtkinter|pygame|PyQt\d|PySide\d|wx|kivy|turtle|PySimpleGUI|easygui)\b/m,
  isEntry: () => true,
  uses,
  build: buildPython,
};
