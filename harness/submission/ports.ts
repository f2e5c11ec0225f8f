/** The ports that stand in a program, and whether it takes one from outside. */
import type { Role } from '../spec/task.ts';
import { constantsIn, portIn, splitExpressions, type Constants } from './expressions.ts';
import type { PortPlace, PortReading, Source } from './languages/language.ts';

const MOST_PORTS = 8;

/** The likeliest first: in the call that binds (server) or connects (client), then as constants, then in other calls. */
export function writtenPorts(source: Source, used: readonly Source[], role: Role): number[] {
  const sources = [source, ...used];
  const constants = constantsIn(sources.map(({ quoted }) => quoted));
  const near = role === 'server' ? 'own' : 'peer';
  const inCalls = (isNear: boolean) =>
    sources.flatMap((each) =>
      each.language.ports.places
        .filter(({ side }) => (side === near || side === 'either') === isNear)
        .flatMap((place) => portsAt(place, each, constants)),
    );
  const plain = [...inCalls(true), ...namedPorts(constants), ...inCalls(false)];
  const found = plain.length > 0 ? plain : sources.flatMap(({ quoted }) => looselyWritten(quoted));
  return [...new Set(found)].slice(0, MOST_PORTS);
}

function portsAt({ call, at }: PortPlace, { code, quoted }: Source, constants: Constants): number[] {
  return [...code.matchAll(call)].slice(0, 50).flatMap((match) => {
    const all = splitExpressions(quoted.slice(match.index + match[0].length).slice(0, 500));
    const asked = at === 'any' ? all.slice(1) : [at === 'last' ? all.at(-1) : all[at]];
    return asked.map((expression) => portIn(expression, constants)).filter((port) => port !== undefined);
  });
}

const PORT_NAME = /port/i;
const OTHER_WORD = /(?:re|sup|im|ex|trans|view|air|pass)port/i;

function namedPorts(constants: Constants): number[] {
  return [...constants]
    .filter(([name]) => PORT_NAME.test(name) && !OTHER_WORD.test(name))
    .flatMap(([name]) => [portIn(name, constants)].filter((port) => port !== undefined));
}

/** The usual sizes of a receive buffer: on a line about ports they are no ports. */
const BUFFER_SIZES = new Set([512, 1024, 2048, 4096, 8192, 16384, 32768]);

/** `Server('localhost', 9999)`, `default=12000` in a line about a port: where no plainer place has one. */
function looselyWritten(quoted: string): number[] {
  const behindHost = [...quoted.matchAll(/["'][\w.-]{0,60}["']\s{0,9},\s{0,9}(\d{2,5})\b/g)];
  const onPortLine = [...quoted.matchAll(/^[^\n]{0,200}port[^\n]{0,200}$/gim)].flatMap(([line]) => [
    ...line.matchAll(/(?<![\w.])(\d{2,5})(?![\w.])/g),
  ]);
  return [...behindHost, ...onPortLine]
    .map((match) => Number(match[1]))
    .filter((port) => port > 0 && port <= 65535 && !BUFFER_SIZES.has(port));
}

/** Whether the source reads its port from the environment variable PORT. */
export function readsPortVariable(sources: readonly Source[]): boolean {
  return sources.some(({ quoted, language }) => language.ports.environment.test(quoted));
}

type Placeholder = '{port}' | '{host}';

const MAKES_NUMBER = /(?:int|atoi|atol|parseInt|Number|Atoi|strtol|stoi|valueOf|htons)\s*\(\s*$/i;
const HOST_CALL = /(?:inet_addr|inet_aton|gethostbyname|getByName|new\s+Socket|getaddrinfo)\s*\(\s*$/;
const ASSIGNED = /(\w+)\s*(?::\s*[\w*]+\s*)?:?=\s*(?:\([\w ]+\)|[\w.":+ ]{0,20})?\s*$/;

function meaningOf(before: string): Placeholder | undefined {
  if (MAKES_NUMBER.test(before)) return '{port}';
  if (HOST_CALL.test(before) || /inet_pton\s*\([^()]{0,40}$/.test(before)) return '{host}';
  const name = ASSIGNED.exec(before)?.[1] ?? '';
  if (PORT_NAME.test(name)) return '{port}';
  return /host|ip|addr|serv/i.test(name) ? '{host}' : undefined;
}

/**
 * The command-line arguments of a program that takes its port there, in order; undefined where it takes none, or
 * where an argument is neither a port nor a host.
 */
export function portArguments({ code, language }: Source): Placeholder[] | undefined {
  const { argument, firstArgument }: PortReading = language.ports;
  const meanings: (Placeholder | undefined)[] = [];
  for (const match of [...code.matchAll(argument)].slice(0, 50)) {
    const index = Number(match[1]) - firstArgument;
    if (index < 0 || index > 5) continue;
    meanings[index] ??= meaningOf(code.slice(Math.max(0, match.index - 80), match.index));
  }
  const known = Array.from(meanings).filter((meaning) => meaning !== undefined);
  return known.length === meanings.length && known.includes('{port}') ? known : undefined;
}
