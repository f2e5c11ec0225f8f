/** The published schemas of what Sockmark writes. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { root } from './grade.ts';

/** What is wrong with a value by `specs/<name>.schema.json`; empty where nothing is. */
export async function complaints(name: 'result' | 'summary', value: unknown): Promise<string[]> {
  const ajv = new Ajv({ allErrors: true });
  const schema = JSON.parse(await readFile(join(root, 'specs', `${name}.schema.json`), 'utf8')) as object;
  const isValid = ajv.compile(schema);
  if (isValid(value)) return [];
  return (isValid.errors ?? []).map(
    ({ instancePath, message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
