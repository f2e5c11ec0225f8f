/** What archives of all kinds are read as. */

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
