/** CSV files of other programs: whatever their delimiter, their encoding, their line ends. */
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { UserError } from '../spec/user-error.ts';

type Encoding = 'utf8' | 'utf16le' | 'latin1';

export interface Table {
  /** Absolute path. */
  file: string;
  encoding: Encoding;
  hasByteOrderMark: boolean;
  delimiter: Delimiter;
  /** As it was read, without the byte order mark. */
  text: string;
  /** The header is the first of them. */
  rows: Cell[][];
}

export interface Cell {
  text: string;
  isQuoted: boolean;
}

const DELIMITERS = [',', ';', '\t'] as const;
type Delimiter = (typeof DELIMITERS)[number];

const MOST_BYTES = 64 * 1024 * 1024;
export const BYTE_ORDER_MARK = '\uFEFF';

/** @throws {UserError} where the file cannot be read or is no such table. */
export async function readTable(file: string): Promise<Table> {
  const bytes = await readFile(file).catch((error: unknown) => {
    const found = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError('A table cannot be read.', { file, found, allowed: 'a CSV file' });
  });
  if (bytes.length > MOST_BYTES) {
    throw new UserError('A table is too large.', { file, allowed: `at most ${MOST_BYTES} bytes` });
  }
  const { encoding, text } = decoded(bytes);
  const body = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const delimiter = delimiterOf(body);
  const rows = cellsOf(file, body, delimiter);
  if (rows.length === 0) throw new UserError('A table has no header.', { file, found: 'an empty file' });
  return { file, encoding, hasByteOrderMark: body !== text, delimiter, text: body, rows };
}

/** Spreadsheets write UTF-16 with a mark, or the code page of the machine. */
function decoded(bytes: Buffer): { encoding: Encoding; text: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf16le', text: bytes.toString('utf16le') };
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
  return { encoding, text: bytes.toString(encoding) };
}

/** The one that the header has most of. */
function delimiterOf(text: string): Delimiter {
  const header = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const count = (delimiter: string) => header.split(delimiter).length;
  return [...DELIMITERS].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

function cellsOf(file: string, text: string, delimiter: Delimiter): Cell[][] {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      cast: (value, { quoting }) => ({ text: value, isQuoted: quoting }),
    }) as unknown as Cell[][];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UserError('A table cannot be understood.', {
      file,
      found: error.message,
      allowed: 'CSV (RFC 4180)',
    });
  }
}

/** Names of columns as people and programs vary them: letters and digits count, case does not. */
export function columnKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
