import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../spec/folders.ts';

const { version: read } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
  version: string;
};

/** Sockmark's own version. */
export const version: string = read;
