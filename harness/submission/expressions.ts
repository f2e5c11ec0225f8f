/** Reads what simple constant expressions come to, as far as a port is concerned, without running anything. */

/** Characters. A bracket that is never closed must not cost a look at the whole file for each call. */
const LONGEST = 400;

const OPENING = '([{';
const CLOSING = ')]}';

/** How much deeper in brackets a letter leads. */
function stepInto(letter: string): number {
  if (OPENING.includes(letter)) return 1;
  return CLOSING.includes(letter) ? -1 : 0;
}

/** Cuts at the commas outside brackets and quotes; ends at a `;`, a closing bracket of its surroundings, or the end. */
export function splitExpressions(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  let at = 0;
  for (; at < Math.min(text.length, LONGEST); at += 1) {
    const letter = text.charAt(at);
    depth += stepInto(letter);
    if (depth < 0 || (depth === 0 && letter === ';')) break;
    if ('"\'`'.includes(letter)) at = closingQuote(text, at);
    else if (letter === ',' && depth === 0) {
      found.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...found, text.slice(start, at)].map((part) => part.trim()).filter((part) => part !== '');
}

/** The offset of the quote that ends a string, or of the end of its line. */
function closingQuote(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && text.charAt(at) !== text.charAt(open) && text.charAt(at) !== '\n') {
    at += text.charAt(at) === '\\' ? 2 : 1;
  }
  return at;
}

/** Names and the expressions assigned to them anywhere in a program, the first first. */
export type Constants = ReadonlyMap<string, readonly string[]>;

const DEFINE = /^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]+([^\n]{1,200})/gm;
/** `a, b = 1, 2` */
const TOGETHER = /\b([A-Za-z_]\w*(?:[ \t]*,[ \t]*[A-Za-z_]\w*){1,5})[ \t]*:?=(?!=)(?=([^\n;]{1,200}))/g;
/** `a = 1`, `a: int = 1`, `a := 1`, also as a named argument. */
const SINGLE =
  /\b([A-Za-z_]\w*)[ \t]*(?::[ \t]*[\w.]{1,40}[ \t]*)?:?=(?![=>])[ \t]*\\?\r?\n?(?=([^\n;]{1,200}))/g;
/** `port: 8080` and `"port": 8080` in an object. */
const FIELD = /\b(\w{0,40}port\w{0,40})["']?[ \t]*:[ \t]*(?=([^\n;]{1,100}))/gi;

export function constantsIn(texts: readonly string[]): Constants {
  const constants = new Map<string, string[]>();
  const add = (name: string, expression: string | undefined) => {
    if (expression !== undefined)
      constants.set(name, [...(constants.get(name) ?? []), expression].slice(0, 8));
  };
  for (const text of texts) {
    for (const [, name = '', value = ''] of matches(text, DEFINE)) add(name, value.trim());
    for (const [, names = '', values = ''] of matches(text, TOGETHER)) addTogether(names, values, add);
    for (const pattern of [SINGLE, FIELD]) {
      for (const [, name = '', value = ''] of matches(text, pattern)) add(name, splitExpressions(value)[0]);
    }
  }
  return constants;
}

/** More assignments are in no program that a person wrote. */
const MOST_MATCHES = 2000;

function* matches(text: string, pattern: RegExp): Generator<RegExpExecArray> {
  let count = 0;
  for (const match of text.matchAll(pattern)) {
    if (count === MOST_MATCHES) return;
    count += 1;
    yield match;
  }
}

function addTogether(
  names: string,
  values: string,
  add: (name: string, value: string | undefined) => void,
): void {
  const left = names.split(',');
  const right = splitExpressions(values);
  if (left.length !== right.length) return;
  left.forEach((name, index) => {
    add(name.trim(), right[index]);
  });
}

type Resolve = (expression: string | undefined) => number | undefined;

/** The port that an expression comes to, 1–65535; undefined if that is not plain to see. */
export function portIn(expression: string | undefined, constants: Constants, depth = 0): number | undefined {
  if (expression === undefined || depth > 6) return undefined;
  const text = expression.trim().replace(/^[&*]+/, '');
  const resolve: Resolve = (inner) => portIn(inner, constants, depth + 1);
  return (
    literal(text) ??
    alternative(text, resolve) ??
    insideBrackets(text, resolve) ??
    insideCall(text, resolve) ??
    joined(text, resolve) ??
    named(text, constants, resolve)
  );
}

function inRange(digits: string | undefined): number | undefined {
  const port = Number((digits ?? '').replaceAll('_', ''));
  return Number.isInteger(port) && port >= 1 && port <= 65535 ? port : undefined;
}

/** `12000`, `'12000'`, `":8080"`, `"ws://localhost:8080/x"`. */
function literal(text: string): number | undefined {
  const number = /^(\d[\d_]{0,6})[uUlL]*$/.exec(text);
  if (number) return inRange(number[1]);
  const quoted = /^[bfru]{0,2}(["'`])([^"'`]*)\1$/i.exec(text)?.[2];
  return quoted === undefined ? undefined : inRange(/^(?:.*:)?(\d{1,5})(?:\/.*)?$/.exec(quoted)?.[1]);
}

/** What stands there when nothing else is given: `process.env.PORT || 8080`, `int(argv[1]) if … else 12000`. */
function alternative(text: string, resolve: Resolve): number | undefined {
  const either = /^(.+?)(?:\|\||\?\?|\bor\b)(.+)$/s.exec(text);
  if (either) return resolve(either[2]) ?? resolve(either[1]);
  const python = /^(.+?)\bif\b.+\belse\b(.+)$/s.exec(text);
  if (python) return resolve(python[2]) ?? resolve(python[1]);
  const ternary = /^[^?"'`]+\?([^:?]+):([^:?]+)$/.exec(text);
  return ternary ? (resolve(ternary[2]) ?? resolve(ternary[1])) : undefined;
}

/** `(HOST, PORT)`, `[host, port]`, `{ port: 8080 }`, `(PORT)`. */
function insideBrackets(text: string, resolve: Resolve): number | undefined {
  if (!OPENING.includes(text.charAt(0)) || text === '') return undefined;
  const parts = splitExpressions(text.slice(1));
  if (text.startsWith('{')) {
    const port = parts.map((part) => /^["']?port["']?\s*:(.+)$/is.exec(part)?.[1]).find(Boolean);
    return resolve(port ?? parts.find((part) => part === 'port'));
  }
  const cast = /^\(\s*\w+\s*\)\s*(.+)$/s.exec(text)?.[1];
  return parts.length === 1 ? (resolve(cast) ?? resolve(parts[0])) : resolve(parts[1]);
}

/** `int(PORT)`, `htons(PORT)`, `os.environ.get('PORT', 12000)`, `new InetSocketAddress(host, 6789)`. */
function insideCall(text: string, resolve: Resolve): number | undefined {
  const call = /^(?:new\s+)?([\w.:]+)\s*[({](.*)[)}](?:\.\w+\(\))?$/s.exec(text);
  if (!call) return undefined;
  const name = call[1] ?? '';
  const parts = splitExpressions(call[2] ?? '');
  if (/(?:^|\.)(?:get|getenv|getOrDefault|setdefault)$/i.test(name)) return resolve(parts[1]);
  if (/InetSocketAddress|Sprintf|JoinHostPort|Resolve\w+Addr|format/.test(name)) return resolve(parts.at(-1));
  if (/int|htons|number|parse|atoi|itoa|valueOf|stoi|strtol|str$|^String$|^tuple$/i.test(name))
    return resolve(parts[0]);
  return undefined;
}

/** `":" + PORT`, `host + ":8080"`. */
function joined(text: string, resolve: Resolve): number | undefined {
  const parts = /^(.*["':])\s*\+\s*([^+]+)$|^[^+]+\+\s*(["'][^"']*:\d+["'])$/s.exec(text);
  return parts ? resolve(parts[3] ?? parts[2]) : undefined;
}

function named(text: string, constants: Constants, resolve: Resolve): number | undefined {
  const name = /^(?:\w+(?:\.|->|::))*(\w+)$/.exec(text)?.[1];
  if (name === undefined) return undefined;
  for (const expression of constants.get(name) ?? []) {
    const port = expression === text ? undefined : resolve(expression);
    if (port !== undefined) return port;
  }
  return undefined;
}
