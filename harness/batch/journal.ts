/**
 * What is already graded, a line a submission, so that a grading that was cut off goes on where it was. A line is
 * written behind its results and reaches the disk with them: a power cut loses what was in hand, and no more.
 */
import { createHash } from 'node:crypto';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotWrite, writeWholeFile } from './files.ts';
import type { MeasuredSummary } from './summary.ts';

interface Line {
  /** What the results depend on. */
  key: string;
  /** Lower-case hex SHA-256 of the file of the results. */
  results: string;
  row: MeasuredSummary;
}

const FILE = 'journal.ndjson';
/** So many lines that say nothing any more are kept for each that does. */
const MOST_STALE = 3;

export class Journal implements AsyncDisposable {
  readonly #out: string;
  readonly #lines: Map<string, Line>;
  #file: FileHandle | undefined;

  private constructor(out: string, lines: Map<string, Line>) {
    this.#out = out;
    this.#lines = lines;
  }

  /** Reads the journal in the folder `out`, if there is one. Lines that are torn or foreign say nothing. */
  static async open(out: string): Promise<Journal> {
    const text = await readFile(join(out, FILE), 'utf8').catch(() => '');
    const lines = new Map<string, Line>();
    const written = text.split('\n').filter((line) => line !== '');
    for (const line of written.map(parsed)) if (line !== undefined) lines.set(line.row.id, line);
    const journal = new Journal(out, lines);
    if (written.length > lines.size * MOST_STALE || !/(?:^|\n)$/.test(text)) await journal.#rewrite();
    return journal;
  }

  /** The row of a submission whose results are there, whole, and still hold. */
  async find(id: string, key: string): Promise<MeasuredSummary | undefined> {
    const line = this.#lines.get(id);
    if (line?.key !== key) return undefined;
    const results = await readFile(join(this.#out, line.row.file)).catch(() => undefined);
    return results !== undefined && digestOf(results) === line.results ? line.row : undefined;
  }

  /**
   * `results`: what stands in the file of the results.
   * @throws {FileNotWritten} where the journal cannot be written.
   */
  async add(key: string, results: string, row: MeasuredSummary): Promise<void> {
    const line = { key, results: digestOf(results), row };
    const file = join(this.#out, FILE);
    try {
      this.#file ??= await open(file, 'a');
      await this.#file.appendFile(`${JSON.stringify(line)}\n`);
      await this.#file.datasync();
    } catch (error) {
      throw cannotWrite(file, error);
    }
  }

  async #rewrite(): Promise<void> {
    const lines = [...this.#lines.values()].map((line) => `${JSON.stringify(line)}\n`);
    await writeWholeFile(join(this.#out, FILE), lines.join(''));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.close();
  }
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function parsed(text: string): Line | undefined {
  try {
    const value = JSON.parse(text) as Partial<Line> | null;
    const { key, results, row } = value ?? {};
    if (typeof key !== 'string' || typeof results !== 'string') return undefined;
    return typeof row?.id === 'string' && typeof row.file === 'string' ? { key, results, row } : undefined;
  } catch {
    return undefined;
  }
}
