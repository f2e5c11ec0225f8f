/** The paths of unix sockets that stand in a program. */
import { posix } from 'node:path';
import type { Source } from './languages/language.ts';

const MOST_PATHS = 4;

/** A string without blanks in it. NUL, before a name in the abstract (unix(7)), is written in several ways. */
const LITERAL = /(["'`])((?:\\0|\\x00|\\u0000)?[\w@%+=:,./~-]{1,107})\1/g;
const NUL = /^\\(?:0|x00|u0000)/;

/** What gives a socket its path, up to the string. */
const CALL =
  /(?:\b(?:bind|connect(?:_ex)?|listen|createConnection|start_unix_server|open_unix_connection|create_unix_\w+|UnixDomainSocketAddress\s*\.\s*of|Path\s*\.\s*of|strn?cpy|snprintf|ResolveUnixAddr)\s*\([^()\n]{0,60}|\b(?:Dial|Listen)\s*\(\s*"unix"\s*,\s*|\b(?:path|Name)\s*:\s*)$/;
const NAMED = /\b\w*(?:sock|path|addr)\w*["']?\s*(?::\s*\w+\s*)?(?::?=|\s)\s*\(?[bf]?$/i;
const ENDS_LIKE_ONE = /\.(?:sock(?:et)?|ipc|s)$/;
const LIES_SOMEWHERE = /^(?:\/|\.{1,2}\/)./;

const MAY_HAVE_ONE = /unix|[AP]F_LOCAL|\.sock/i;

/** The likeliest first, as the programs' own folder has them: `./chat.sock` is `chat.sock`; a name in the abstract begins with `@`. */
export function writtenPaths(sources: readonly Source[]): string[] {
  if (!sources.some(({ quoted }) => MAY_HAVE_ONE.test(quoted))) return [];
  const literals = sources.flatMap(literalsIn);
  const found = [looksLikeOne, inCall, isNamed, liesSomewhere].flatMap((sign) => literals.filter(sign));
  return [...new Set(found.map(({ text }) => pathOf(text)))].slice(0, MOST_PATHS);
}

const NO_PATH = /^(?:__main__|utf-?8|unix|\d+)$|[/.]$/i;

interface Literal {
  text: string;
  /** What stands before it. */
  before: string;
}

const looksLikeOne = ({ text }: Literal): boolean => ENDS_LIKE_ONE.test(text) || NUL.test(text);
const inCall = ({ before }: Literal): boolean => CALL.test(before);
const isNamed = ({ before }: Literal): boolean => NAMED.test(before);
const liesSomewhere = ({ text }: Literal): boolean => LIES_SOMEWHERE.test(text);

function literalsIn({ quoted }: Source): Literal[] {
  return [...quoted.matchAll(LITERAL)]
    .slice(0, 500)
    .map(({ index, 2: text = '' }) => ({ text, before: quoted.slice(Math.max(0, index - 120), index) }))
    .filter(({ text }) => !NO_PATH.test(text));
}

function pathOf(text: string): string {
  return NUL.test(text) ? text.replace(NUL, '@') : posix.normalize(text);
}
