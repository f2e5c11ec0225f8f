/** The files of a task: some lie beside its spec, others are made up, byte for byte the same on every machine. */
import { createCipheriv, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { SpecJson } from './spec.generated.ts';
import type { TaskFile } from './task.ts';

/** `spec`: its absolute path. */
export function filesOf(json: SpecJson, spec: string): TaskFile[] {
  const made = json.files.flatMap((file) =>
    typeof file === 'string' ? [] : [madeUp(`${json.id}/${file.name}`, file.name, file.bytes)],
  );
  return [...pathsBeside(json).map((path) => fileBeside(spec, path)), ...made];
}

/** The files that lie beside a spec, by their paths from its folder. */
export function pathsBeside({ files, messages }: SpecJson): string[] {
  const listed = files.filter((file) => typeof file === 'string');
  const names = files.map((file) => (typeof file === 'string' ? basename(file) : file.name));
  const said = messages
    .flatMap((step) => ('repeat' in step ? step.repeat : [step]))
    .flatMap(({ file, response }) => file ?? response?.file ?? [])
    .filter((name) => !names.includes(name));
  return [...listed, ...new Set(said)];
}

/** The file that a message names: one of the task's, or a path relative to the spec. */
export function fileNamed(files: readonly TaskFile[], name: string): TaskFile {
  const file = files.find((one) => one.name === name || one.name === basename(name));
  if (file === undefined) throw new Error(`The task has no file ${name}.`);
  return file;
}

function fileBeside(spec: string, path: string): TaskFile {
  return { name: basename(path), bytes: once(() => readFileSync(resolve(dirname(spec), path))) };
}

/** AES-128 in counter mode under a key that hangs on the name: bytes of every value, of which no part is like another. */
function madeUp(seed: string, name: string, length: number): TaskFile {
  const key = createHash('sha256').update(seed).digest().subarray(0, 16);
  const make = () => createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length));
  return { name, bytes: once(make) };
}

function once(make: () => Buffer): () => Buffer {
  let made: Buffer | undefined;
  return () => (made ??= make());
}
