/** Where a compiled program was when a signal ended it, as it told in its last moment (`languages/last-words.c`). */
import { constants as os } from 'node:os';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { LAST_WORDS } from '../../submission/languages/last-words.ts';
import type { Program } from '../../submission/submission.ts';
import { BUILD_FOLDER } from '../../submission/workshop.ts';
import { placesOf, stackOf, type Workplace } from './source-lines.ts';

/** More than the last words of a program and of all of its children. */
const MOST_BYTES = 64 * 1024;

/** The program, told to leave its last words for that one of its instances. */
export function leavingLastWords(program: Program, instance: number): Program {
  if (program.language !== 'c') return program;
  return { ...program, env: { ...program.env, [LAST_WORDS]: fileOf(program, instance) } };
}

const fileOf = ({ role }: Program, instance: number) => `${role}-${instance}.last-words`;

/**
 * The stack of the process that a signal ended, under the signal's name; of the first of its children where it was one of
 * them. Empty where none was ended by one, or nothing can be read of it.
 */
export async function lastWords(program: Program, instance: number, workplace: Workplace): Promise<string> {
  if (program.language !== 'c') return '';
  const home = program.home ?? '.';
  const told = await readWords(join(workplace.folder, home, BUILD_FOLDER, fileOf(program, instance)));
  const said = told.find(({ who }) => who === 'first') ?? told[0];
  if (said === undefined) return '';
  const binary = join(workplace.stage, home, BUILD_FOLDER, program.role);
  const places = await placesOf(binary, said.addresses, workplace);
  const own = places.filter((place) => place !== undefined);
  return `Ended by ${said.signal}:\n${stackOf({ tid: 0, isMain: true }, own)}`;
}

interface Words {
  signal: string;
  who: 'first' | 'child';
  addresses: bigint[];
}

/** A student's program may have put anything in the place of the file. */
async function readWords(file: string): Promise<Words[]> {
  try {
    await using handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (!(await handle.stat()).isFile()) return [];
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MOST_BYTES));
    return buffer.toString('latin1', 0, bytesRead).split('\n').flatMap(wordsIn);
  } catch {
    // No signal has ended it.
    return [];
  }
}

function wordsIn(line: string): Words[] {
  const [, number = '', who = '', calls = ''] =
    /^(\d\d) (first|child)((?: [0-9a-f]{8,16}){0,64})$/.exec(line) ?? [];
  const signal = Object.entries(os.signals).find(([, value]) => value === Number(number))?.[0];
  if (signal === undefined) return [];
  const addresses = calls.split(' ').flatMap((call) => (call === '' ? [] : BigInt(`0x${call}`)));
  return [{ signal, who: who === 'first' ? 'first' : 'child', addresses }];
}
