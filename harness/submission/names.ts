/** What the name of a file or folder says about the part its program plays. */
import { distance } from 'fastest-levenshtein';
import type { Role } from '../spec/task.ts';

const WORDS: Record<Role, readonly string[]> = {
  server: ['server', 'serv', 'srv', 'svr', 'servidor', 'serveur'],
  client: ['client', 'clnt', 'cli', 'clt', 'cliente'],
};

/** Long enough to be found inside another word: `chatserver`, `tcpclnt`. */
const INSIDE: Record<Role, RegExp> = {
  server: /serv(?:er|eur|idor)|srv/,
  client: /client|clnt/,
};

/** Words that say which side speaks, and so only hint at who waits for whom. */
const HINTS: Record<Role, readonly string[]> = {
  server: ['listener', 'receiver'],
  client: ['sender'],
};

/** `TCPServer 2` → `tcp`, `server`, `2`; `chatserver` → `chat`, `server`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/server|client/gi, ' $& ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+|(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})/u)
    .filter((word) => word !== '');
}

function sorted(word: string): string {
  return word.split('').sort().join('');
}

/** One letter wrong, missing or too many, or letters in the wrong order (`cilent`). */
function isMisspelt(word: string, right: string): boolean {
  if (word.length < 5) return false;
  return distance(word, right) <= 1 || (sorted(word) === sorted(right) && distance(word, right) <= 2);
}

/** Words beside the role that say nothing of what the program is for. */
const FILLERS = new Set([
  'tcp',
  'udp',
  'socket',
  'sock',
  'my',
  'the',
  'simple',
  'py',
  'python',
  'java',
  'main',
  'app',
]);

/** 4: the name is the role. 3: the role with a filler (`TCPServer`). 2: it contains the role. 1: it looks like it, or ends in the role's letter (`socS`). */
function strength(name: string, role: Role): number {
  const words = wordsOf(name);
  if (words.length === 1 && words[0] === role) return 4;
  if (words.filter((word) => !FILLERS.has(word)).join() === role) return 3;
  if (words.some((word) => WORDS[role].includes(word)) || INSIDE[role].test(name.toLowerCase())) return 2;
  if (words.some((word) => isMisspelt(word, role) || HINTS[role].includes(word))) return 1;
  const letter = role.charAt(0);
  const last = words.length > 1 && words.at(-1) === letter;
  return last && /[a-z]/i.test(words.at(-2) ?? '') ? 1 : 0;
}

function stemOf(file: string): { stem: string; folder: string } {
  const parts = file.split('/');
  const stem = (parts.at(-1) ?? '').replace(/\.[^.]*$/, '');
  return { stem, folder: parts.at(-2) ?? '' };
}

/** How clearly a file is called after a role: 0 for not at all, 5 for `server.py` as the role `server`. */
export function nameStrength(file: string, role: Role): number {
  const { stem, folder } = stemOf(file);
  const own = strength(stem, role);
  return own > 0 ? own + 1 : Math.min(strength(folder, role), 1);
}

/** The role that a file is called after; its own name counts before that of its folder. */
export function roleByName(file: string): Role | undefined {
  const server = nameStrength(file, 'server');
  const client = nameStrength(file, 'client');
  if (server === client) return undefined;
  return server > client ? 'server' : 'client';
}
