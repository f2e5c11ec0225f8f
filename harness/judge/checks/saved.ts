/** Whether a file that was received was kept as it came. */
import { createHash } from 'node:crypto';
import type { Message, Role, TaskFile } from '../../spec/task.ts';
import type { Facts } from '../facts.ts';
import { fail, pass, type Ruling } from '../ruling.ts';
import { The } from '../words.ts';

/** The ruling on a file that `reader` had to keep; undefined for every other message. */
export function ruleSaved({ record }: Facts, { says }: Message, reader: Role): Ruling | undefined {
  if (says.kind !== 'file' || says.savedAs === undefined || record.saved === undefined) return undefined;
  const { file, savedAs } = says;
  const kept = record.saved.find(({ name }) => name === savedAs);
  const cause = {
    kind: 'not-saved' as const,
    by: reader,
    savedAs,
    bytes: kept?.bytes,
    of: file.bytes().length,
  };
  if (kept === undefined) {
    return fail(
      cause,
      `${The(reader)} was sent ${file.name}, and there is no file ${savedAs} in its folder.`,
    );
  }
  if (kept.sha256 !== hashOf(file)) {
    const seen = `${savedAs} has ${kept.bytes} bytes that are not those of ${file.name} (${cause.of} bytes)`;
    return fail(cause, `${seen}; its SHA-256 is ${kept.sha256}.`);
  }
  return pass(`${The(reader)} kept ${file.name} as ${savedAs}, byte for byte.`);
}

const hashes = new WeakMap<Buffer, string>();

function hashOf(file: TaskFile): string {
  const bytes = file.bytes();
  const hash = hashes.get(bytes) ?? createHash('sha256').update(bytes).digest('hex');
  hashes.set(bytes, hash);
  return hash;
}
