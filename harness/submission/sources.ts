/** Reads the source files of a submission. */
import { isUtf8 } from 'node:buffer';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from './languages/language.ts';
import { languageOf } from './languages/registry.ts';
import { readCode } from './read-code.ts';

/** No student's program comes near; what is longer is data or generated, and is not read. */
const MOST_BYTES = 128 * 1024;
const MOST_SOURCES = 400;

/** UTF-8 with or without byte order mark, UTF-16 with one (as Notepad writes it), or else Latin-1. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString('utf16le');
  }
  return isUtf8(bytes) ? bytes.toString('utf8').replace(/^\uFEFF/, '') : bytes.toString('latin1');
}

async function readSource(stage: string, file: string): Promise<Source | undefined> {
  const language = languageOf(file);
  const status = language && (await lstat(join(stage, file)));
  if (!language || !status?.isFile() || status.size > MOST_BYTES) return undefined;
  const text = decode(await readFile(join(stage, file)));
  return { file, language, text, ...readCode(text, language.tokens) };
}

/** In the order of `files`. */
export async function readSources(stage: string, files: readonly string[]): Promise<Source[]> {
  const known = files.filter((file) => languageOf(file) !== undefined).slice(0, MOST_SOURCES);
  const sources = await Promise.all(known.map((file) => readSource(stage, file)));
  return sources.filter((source) => source !== undefined);
}
