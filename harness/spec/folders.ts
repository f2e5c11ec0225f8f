/** Where specs and assignments lie. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package: the same whether this runs from source or from `dist`. */
export const packageFolder = folderOfPackage(dirname(fileURLToPath(import.meta.url)));

export const specsFolder = join(packageFolder, 'specs');
export const assignmentsFolder = join(packageFolder, 'assignments');

function folderOfPackage(start: string): string {
  let folder = start;
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`No package.json above ${start}`);
    folder = above;
  }
  return folder;
}
