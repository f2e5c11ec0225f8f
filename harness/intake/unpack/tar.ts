/** Tar archives (POSIX.1-2001 pax, GNU), packed by gzip or not. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import type { ArchiveEntry } from './archive-entry.ts';

/** A tar must be read through from its beginning, its junk too; here a bomb is told from a large folder. */
const MOST_BYTES = 1024 * 1024 * 1024;

export async function* readTar(file: string): AsyncGenerator<ArchiveEntry> {
  const reading = new AbortController();
  const waiting = new Waiting();
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      waiting.add(entry);
    },
  });
  const feeding = feed(file, parser, reading.signal).then(
    () => {
      waiting.end();
    },
    (error: unknown) => {
      waiting.end(error);
    },
  );
  try {
    for (let entry = await waiting.next(); entry !== undefined; entry = await waiting.next()) {
      yield entryOf(entry);
      // What was not asked for is passed over; the parser goes on once it is gone.
      entry.resume();
    }
  } finally {
    reading.abort();
    await feeding;
  }
}

/** Entries that the parser has come to and nobody has taken yet. */
class Waiting {
  readonly #entries: ReadEntry[] = [];
  /** Handed out, and not read to its end. */
  #current: ReadEntry | undefined;
  #end: { error?: unknown } | undefined;
  #wake: (() => void) | undefined;

  add(entry: ReadEntry): void {
    this.#entries.push(entry);
    this.#wake?.();
  }

  end(error?: unknown): void {
    this.#end = { error };
    // Whoever reads the content of an entry would wait for ever for the rest of it; `next` tells why there is none.
    if (error !== undefined) this.#current?.end();
    this.#wake?.();
  }

  /** Undefined at the end; throws what the reading failed by. */
  async next(): Promise<ReadEntry | undefined> {
    for (;;) {
      this.#current = this.#entries.shift();
      if (this.#current !== undefined) return this.#current;
      if (this.#end?.error instanceof Error) throw this.#end.error;
      if (this.#end !== undefined) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

async function feed(file: string, parser: Parser, signal: AbortSignal): Promise<void> {
  const stopped = new Promise<never>((_resolve, reject) => {
    parser.once('error', reject);
    signal.addEventListener('abort', () => {
      reject(new Error('nobody reads on'));
    });
  });
  stopped.catch(() => undefined);
  const told = (event: string) => new Promise<void>((resolve) => parser.once(event, resolve));
  let bytes = 0;
  for await (const piece of await unpacked(file)) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new Error('it holds more than 1 GiB');
    const drained = told('drain');
    if (!parser.write(piece)) await Promise.race([drained, stopped]);
    signal.throwIfAborted();
  }
  const ended = told('end');
  parser.end();
  await Promise.race([ended, stopped]);
}

async function unpacked(file: string): Promise<AsyncIterable<Buffer>> {
  const isPacked = await isGzip(file);
  const source = createReadStream(file);
  if (!isPacked) return source as AsyncIterable<Buffer>;
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  gunzip.on('close', () => source.destroy());
  return source.pipe(gunzip) as AsyncIterable<Buffer>;
}

/** RFC 1952, section 2.3.1. */
async function isGzip(file: string): Promise<boolean> {
  await using handle = await open(file);
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  return buffer[0] === 0x1f && buffer[1] === 0x8b;
}

function entryOf(entry: ReadEntry): ArchiveEntry {
  return {
    name: entry.path,
    kind: kindOf(entry),
    isProgram: ((entry.mode ?? 0) & 0o100) !== 0,
    async *content() {
      for await (const piece of entry) yield piece;
    },
  };
}

function kindOf({ type }: ReadEntry): ArchiveEntry['kind'] {
  if (type === 'File' || type === 'OldFile' || type === 'ContiguousFile') return 'file';
  if (type === 'Directory' || type === 'GNUDumpDir') return 'folder';
  return type === 'SymbolicLink' || type === 'Link' ? 'link' : 'other';
}
