/** Archives as students hand them in: which they are, and their entries one after another. */
import type { ArchiveEntry } from './archive-entry.ts';
import { readTar } from './tar.ts';
import { readZip } from './zip.ts';

const READABLE = /\.(?:zip|tar|tar\.gz|tgz)$/i;
const OTHERS = /\.(?:rar|7z|tar\.(?:xz|bz2|zst)|txz|tbz2?|xz|bz2|gz|zst|dmg|iso)$/i;

/** Whether a file of this name is an archive that is unpacked. */
export function isArchive(name: string): boolean {
  return READABLE.test(name);
}

/** Whether a file of this name is an archive that Sockmark cannot read. */
export function isForeignArchive(name: string): boolean {
  return !isArchive(name) && OTHERS.test(name);
}

/** `homework.tar.gz` → `homework`. */
export function withoutEnding(name: string): string {
  return name.replace(READABLE, '').replace(OTHERS, '');
}

/**
 * The entries of an archive, in their order.
 * @throws where the file is no such archive, or is damaged; what was had before stays valid.
 */
export function readArchive(file: string): AsyncIterable<ArchiveEntry> {
  return /\.zip$/i.test(file) ? readZip(file) : readTar(file);
}
