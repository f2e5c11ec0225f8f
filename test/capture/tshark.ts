/** tshark (Wireshark without windows), as the reader that capture files are for. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** Tests that need it say so in their titles. */
export const hasTshark = spawnSync('tshark', ['--version'], { stdio: 'ignore' }).status === 0;

const CHECKSUMS = ['ip', 'tcp', 'udp'].flatMap((protocol) => ['-o', `${protocol}.check_checksum:TRUE`]);

/** What tshark prints of a file. Rejects where it cannot read it. */
export async function tshark(file: string, ...words: string[]): Promise<string> {
  const { stdout } = await execa('tshark', ['-n', '-r', file, ...CHECKSUMS, ...words]);
  return stdout;
}

/** A row for each packet; a field that occurs several times as its values joined by `|`. */
export async function fields(file: string, ...names: string[]): Promise<string[][]> {
  const wanted = names.flatMap((name) => ['-e', name]);
  const printed = await tshark(file, '-T', 'fields', '-E', 'aggregator=|', ...wanted);
  return printed === '' ? [] : printed.split('\n').map((line) => line.split('\t'));
}

/** What capinfos, of the same package, says of the file as a whole. */
export async function capinfos(file: string): Promise<string> {
  return (await execa('capinfos', [file])).stdout;
}

/** Writes the bytes to a file of their own for as long as `look` takes. */
export async function asFile<Result>(
  parts: Iterable<Uint8Array>,
  look: (file: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
  try {
    const file = join(folder, 'run.pcapng');
    await writeFile(file, Buffer.concat([...parts]));
    return await look(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
