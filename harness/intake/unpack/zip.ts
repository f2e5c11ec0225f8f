/** Zip archives (APPNOTE.TXT of PKWARE), by their central directory. */
import { isUtf8 } from 'node:buffer';
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl';
import type { ArchiveEntry } from './archive-entry.ts';

export async function* readZip(file: string): AsyncGenerator<ArchiveEntry> {
  // Names are decoded here, since one bad name would end the reading of the whole archive there.
  const zip = await openPromise(file, { decodeStrings: false });
  for await (const entry of zip.eachEntry()) yield entryOf(zip, entry);
}

function entryOf(zip: ZipFile, entry: Entry): ArchiveEntry {
  const name = nameOf(entry);
  const mode = entry.externalFileAttributes >>> 16;
  return {
    name,
    kind: kindOf(name, mode),
    unreadable: entry.isEncrypted()
      ? 'is locked with a password'
      : entry.canDecodeFileData()
        ? undefined
        : 'is packed in a way that is not known here',
    isProgram: (mode & 0o100) !== 0,
    async *content() {
      for await (const piece of await zip.openReadStreamPromise(entry)) yield piece as Buffer;
    },
  };
}

/** Many a tool writes UTF-8 and does not set the flag that says so. */
function nameOf({ fileNameRaw, generalPurposeBitFlag, extraFields }: Entry): string {
  if (isUtf8(fileNameRaw)) return fileNameRaw.toString('utf8');
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

/** The upper half of the external attributes is the mode of stat(2), where a Unix system wrote it. */
const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;
const ORDINARY = [0, 0o100000, 0o040000];

function kindOf(name: string, mode: number): ArchiveEntry['kind'] {
  const type = mode & FILE_TYPE;
  if (type === SYMBOLIC_LINK) return 'link';
  if (!ORDINARY.includes(type)) return 'other';
  return /[/\\]$/.test(name) ? 'folder' : 'file';
}
