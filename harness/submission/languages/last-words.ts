/** What a compiled program is linked with, so that it tells where a signal has ended it (`last-words.c`). */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../spec/folders.ts';
import type { Role } from '../../spec/task.ts';
import { findTool } from '../tools.ts';
import { BUILD_FOLDER, seenFrom, type Workshop } from '../workshop.ts';

/** Names the file for it, in the folder of the executable; without it the program tells nothing. */
export const LAST_WORDS = 'SOCKMARK_LAST_WORDS';

const SOURCE = join(packageFolder, 'harness/submission/languages/last-words.c');

/** What each compiler has made of it; undefined where it cannot. */
const objects = new Map<string, Promise<Buffer | undefined>>();

/** The object to link a program with, in the stage; undefined where it cannot be made, or its addresses not be read. */
export async function lastWordsObject(
  compiler: string,
  role: Role,
  workshop: Workshop,
): Promise<string | undefined> {
  if (process.platform !== 'linux' || !(await findTool('addr2line', 'llvm-addr2line'))) return undefined;
  // Of its own for each program: another may be linked meanwhile.
  const file = `${BUILD_FOLDER}/${role}-last-words.o`;
  const object = await (objects.get(compiler) ?? compileOnce(compiler, file, workshop));
  if (object === undefined) return undefined;
  await writeFile(join(workshop.stage, file), object);
  return file;
}

function compileOnce(compiler: string, file: string, workshop: Workshop): Promise<Buffer | undefined> {
  const making = compile(compiler, file, workshop);
  objects.set(compiler, making);
  // It rejects where the grading was called off: that says nothing about the compiler.
  making.catch(() => objects.delete(compiler));
  return making;
}

async function compile(compiler: string, file: string, workshop: Workshop): Promise<Buffer | undefined> {
  const command = [compiler, '-O1', '-w', '-x', 'c', '-c', '-', '-o', seenFrom('.', file)];
  const { exitCode } = await workshop.run(command, { input: await readFile(SOURCE, 'utf8') });
  return exitCode === 0 ? readFile(join(workshop.stage, file)) : undefined;
}
