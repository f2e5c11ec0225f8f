import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { packageFolder, specsFolder } from '../../harness/spec/folders.ts';
import { loadAssignment } from '../../harness/spec/load.ts';
import type { Schema } from '../../harness/spec/schema-words.ts';
import { inFolder, sample, taskOf } from './helpers.ts';

interface Part {
  /** Where it stands, such as `.message.compare`. */
  at: string;
  schema: Schema & { default?: unknown; oneOf?: Schema[] };
}

/** A schema and all that it is made of. */
function partsOf(schema: Schema, at = ''): Part[] {
  const below = Object.entries({
    ...schema.properties,
    ...schema.definitions,
    ...(schema.items && { '[]': schema.items }),
  });
  return [{ at, schema }, ...below.flatMap(([name, inner]) => partsOf(inner, `${at}.${name}`))];
}

interface Property {
  at: string;
  name: string;
  schema: Part['schema'];
  /** It is required, or one of those of which there has to be one. */
  required: boolean;
}

function propertiesOf(root: Schema): Property[] {
  return partsOf(root).flatMap(({ at, schema }) => {
    const alternatives = (schema.oneOf ?? []).flatMap(({ required }) => required ?? []);
    const required = [...(schema.required ?? []), ...alternatives];
    return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
      at: `${at}.${name}`,
      name,
      schema: property,
      required: required.includes(name),
    }));
  });
}

async function readSchema(name: string): Promise<Schema> {
  return JSON.parse(await readFile(join(specsFolder, name), 'utf8')) as Schema;
}

const docs = await readFile(join(packageFolder, 'docs', 'specs.md'), 'utf8');

describe.each(['spec.schema.json', 'assignment.schema.json'])('%s', async (file) => {
  const schema = await readSchema(file);
  const properties = propertiesOf(schema);

  test('is a right schema, with no keyword out of place', () => {
    const ajv = new Ajv({ strict: true, strictRequired: false, useDefaults: true });
    expect(() => ajv.compile(schema)).not.toThrow();
  });

  test('explains each property', () => {
    expect(properties.length).toBeGreaterThan(10);
    expect(properties.filter(({ schema: { description } }) => !description).map(({ at }) => at)).toEqual([]);
  });

  test('says for each property what holds where it is missing', () => {
    const saysSo = /Default: |Without |Needed for |Only with |Only where /;
    const silent = properties.filter(
      ({ schema: property, required }) =>
        !required && !('default' in property) && !saysSo.test(property.description ?? ''),
    );
    expect(silent.map(({ at }) => at)).toEqual([]);
  });

  test('lets no object have properties that it does not know', () => {
    const objects = partsOf(schema).filter(({ schema: { properties } }) => properties);
    const open = objects.filter(
      ({ schema: part }) => !('additionalProperties' in part) || part.additionalProperties !== false,
    );
    expect(open.map(({ at }) => at)).toEqual([]);
  });

  test('is explained in docs/specs.md, property for property', () => {
    const words = new Set([...docs.matchAll(/`(?:[\w.[\]]+\.)?([$\w]+)`/g)].map(([, word]) => word));
    expect(properties.filter(({ name }) => !words.has(name)).map(({ at }) => at)).toEqual([]);
  });
});

test('the generated types are those of the schemas', async () => {
  const script = join(packageFolder, 'scripts', 'generate-types.mjs');
  const { exitCode, stderr } = await execa(process.execPath, [script, '--check'], { reject: false });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

describe('the examples of docs/specs.md', () => {
  const examples = [...docs.matchAll(/^```json\n(.*?)^```/gms)].map(([, text]) => text ?? '');

  test('are all there', () => {
    expect(examples.length).toBeGreaterThan(15);
    expect(docs.match(/```json/g)).toHaveLength(examples.length);
  });

  test.each(
    examples.map((text, index) => ({
      text,
      name: `${index + 1}: ${text.replace(/\s+/g, ' ').slice(0, 60)}`,
    })),
  )('$name', async ({ text }) => {
    const example = JSON.parse(text) as Record<string, unknown>;
    if ('tasks' in example) {
      const files = { [`${String(example.id)}/assignment.json`]: text };
      await inFolder(files, (folder) => loadAssignment(join(folder, String(example.id))));
      return;
    }
    const { port, ...withoutPort } = sample;
    const hasPort = example.transport !== 'icmp' && example.family !== 'unix';
    await taskOf({ ...withoutPort, ...(hasPort && { port }), ...example }, 1, { 'poem.txt': 'x' });
  });
});
