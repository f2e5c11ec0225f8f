/** Archives as students make them. */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { create } from 'tar';
import { ZipFile } from 'yazl';

/** By path. */
export type Files = Record<string, string>;

export async function writeFiles(folder: string, files: Files): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

export async function writeZip(file: string, files: Record<string, string | Buffer>): Promise<void> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) {
    zip.addBuffer(typeof content === 'string' ? Buffer.from(content) : content, name);
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

export async function writeTarGz(file: string, files: Files): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sockmark-tar-'));
  await writeFiles(folder, files);
  await create({ gzip: true, file, cwd: folder, portable: true }, ['.']);
  await rm(folder, { recursive: true });
}
