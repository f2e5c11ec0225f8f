/** Tells server from client by what the source does to its sockets. */
import type { Role } from '../spec/task.ts';
import type { Deed, Source } from './languages/language.ts';
import { lineAt } from './read-code.ts';

/** What a source does that makes it a server or a client. */
export interface Behaviour {
  role: Role;
  transport: 'tcp' | 'udp';
  /** `listens`, `connects`, …: continues a sentence that begins with the file's name. */
  does: string;
  /** Where it does so; in a file it uses, if that file differs. */
  file: string;
  line: number;
  /** It does what the other role does too. */
  alsoOther: boolean;
  /** False where two UDP peers look alike: both bind, and this one sends first. */
  certain: boolean;
}

/** Looks at this many places for one sign; more are in no program that a person wrote. */
const MOST_PLACES = 50;

type Deeds = Partial<Record<Deed, number>>;

/** A method that the program defines itself and calls on itself (`self.listen()`) says nothing about sockets. */
function isOwnMethod(code: string, match: RegExpExecArray): boolean {
  const name = /(\w+)\s*\($/.exec(match[0])?.[1];
  if (
    name === undefined ||
    !/\b(?:self|this)\s*$/.test(code.slice(Math.max(0, match.index - 8), match.index))
  ) {
    return false;
  }
  return new RegExp(
    `\\bdef\\s+${name}\\s*\\(|^[ \\t]*(?:async[ \\t]+)?${name}\\s*\\([^()]*\\)\\s*\\{`,
    'm',
  ).test(code);
}

function firstPlace(code: string, pattern: RegExp): number | undefined {
  let places = 0;
  for (const match of code.matchAll(pattern)) {
    if (!isOwnMethod(code, match)) return match.index;
    places += 1;
    if (places === MOST_PLACES) break;
  }
  return undefined;
}

function deedsIn({ code, language }: Source): Deeds {
  const deeds: Deeds = {};
  for (const { deed, pattern } of language.signs) {
    const offset = firstPlace(code, pattern);
    if (offset !== undefined) deeds[deed] = Math.min(deeds[deed] ?? Infinity, offset);
  }
  return deeds;
}

type Reading = Pick<Behaviour, 'role' | 'does' | 'alsoOther' | 'certain'> & { offset: number };

function readListener(deeds: Deeds): Reading | undefined {
  const offset = deeds.listen ?? deeds.accept;
  if (offset === undefined) return undefined;
  const does = deeds.listen === undefined ? 'accepts' : 'listens';
  return { role: 'server', does, alsoOther: deeds.connect !== undefined, certain: true, offset };
}

/** A client may bind too, to choose the port it sends from: then the one that receives first is the server. */
function readBinder(deeds: Deeds): Reading | undefined {
  if (deeds.bind === undefined || deeds.connect !== undefined) return undefined;
  const receives = deeds['receive-from'];
  if (receives === undefined && deeds['send-to'] !== undefined) return undefined;
  const certain = receives !== undefined && receives < (deeds['send-to'] ?? Infinity);
  const does =
    receives === undefined ? 'binds a port but never listens' : 'binds a port and receives datagrams';
  return { role: 'server', does, alsoOther: false, certain, offset: deeds.bind };
}

function readConnector(deeds: Deeds): Reading | undefined {
  const offset = deeds.connect ?? deeds['send-to'];
  if (offset === undefined) return undefined;
  const does = deeds.connect === undefined ? 'sends datagrams' : 'connects';
  return { role: 'client', does, alsoOther: false, certain: true, offset };
}

function ownBehaviour(source: Source, isDatagrams: boolean): Behaviour | undefined {
  const deeds = deedsIn(source);
  const reading = readListener(deeds) ?? readBinder(deeds) ?? readConnector(deeds);
  if (reading === undefined) return undefined;
  const { offset, ...rest } = reading;
  const transport = isDatagrams && deeds.listen === undefined ? 'udp' : 'tcp';
  return { ...rest, transport, file: source.file, line: lineAt(source.text, offset) };
}

/** `used`: what the source uses, nearest first. It counts where the source itself shows nothing. */
export function behaviourOf(source: Source, used: readonly Source[]): Behaviour | undefined {
  const all = [source, ...used];
  if (!all.some(({ language, quoted }) => language.network.test(quoted))) return undefined;
  const isDatagrams = all.some(({ language, quoted }) => language.datagrams.test(quoted));
  for (const each of all) {
    const behaviour = ownBehaviour(each, isDatagrams);
    if (behaviour !== undefined) return behaviour;
  }
  return undefined;
}
