/** Archives as students hand them in: which they are, and their entries one after another. */
import { readTar } from './tar.ts';
import { readZip } from './zip.ts';

/** One thing in an archive. Nothing in it is to be believed. */
export interface ArchiveEntry {
  /** As it stands in the archive. */
  name: string;
  kind: 'file' | 'folder' | 'link' | 'other';
  /** Why its content cannot be had, where it cannot: a password, an unknown way of packing. */
  unreadable?: string | undefined;
  /** Runnable by its owner. */
  isProgram: boolean;
  /** Its content; throws where that is damaged. To be read before the next entry is asked for. */
  content(): AsyncIterable<Uint8Array>;
}

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
