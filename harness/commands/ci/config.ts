/** `.sockmark.json`: what a repository is to be graded for. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { readJsonFile, type JsonFile } from '../../spec/json-file.ts';
import { shownValue, UserError } from '../../spec/user-error.ts';
import { refusal, validate } from '../../spec/validate.ts';

export const CONFIG_NAME = '.sockmark.json';

export interface CiConfig {
  /** Of the task or assignment. */
  name: string;
  /** Absolute path of the student's programs. */
  folder: string;
}

/**
 * The config in `file`, else in `checkout`; a folder is taken from the checkout.
 * @throws {UserError} where there is none, or it is wrong.
 */
export async function readCiConfig(checkout: string, file: string | undefined): Promise<CiConfig> {
  const path = resolve(file ?? join(checkout, CONFIG_NAME));
  if (!existsSync(path)) {
    throw new UserError('grade ci does not know what to grade.', {
      file: path,
      found: 'nothing of this name',
      allowed:
        '{ "assignment": "lab-1" } or { "task": "uppercase" }, and where the programs lie in a "folder"',
      remedy: `write it into ${CONFIG_NAME} in the root of the repository, or name a file with --config`,
    });
  }
  const json = await readJsonFile(path);
  const { assignment, task, folder } = await validate(json, 'ci.schema.json');
  const from = file === undefined ? dirname(path) : checkout;
  return { name: assignment ?? task ?? '', folder: inside(from, folder, json) };
}

/** A name in a repository that a student controls leads nowhere but into that repository. */
function inside(checkout: string, folder: string, json: JsonFile): string {
  const path = resolve(checkout, folder);
  const steps = relative(checkout, path).split(sep);
  if (steps[0] !== '..' && !steps.includes(path)) return path;
  const allowed = 'a folder of the repository, such as "lab-1"';
  throw refusal(json, [{ at: ['folder'], found: shownValue(folder), allowed }]);
}
