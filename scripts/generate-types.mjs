/**
 * Writes the TypeScript types of specs and assignments from their JSON Schemas. The types are those of the
 * JSON *after* validation: ajv has filled in the defaults, so a property with a default is always there.
 *
 *   node scripts/generate-types.mjs           writes the files
 *   node scripts/generate-types.mjs --check   writes nothing; exit 1 and a sentence if one is out of date
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const root = new URL('../', import.meta.url);
const outputs = [
  { schema: 'specs/spec.schema.json', name: 'SpecJson', file: 'harness/spec/spec.generated.ts' },
  {
    schema: 'specs/assignment.schema.json',
    name: 'AssignmentJson',
    file: 'harness/spec/assignment.generated.ts',
  },
  {
    schema: 'specs/submission.schema.json',
    name: 'SubmissionJson',
    file: 'harness/spec/submission.generated.ts',
  },
  {
    schema: 'specs/overrides.schema.json',
    name: 'OverridesJson',
    file: 'harness/spec/overrides.generated.ts',
  },
  { schema: 'specs/ci.schema.json', name: 'CiJson', file: 'harness/spec/ci.generated.ts' },
];

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const onlyRequires = (branches) =>
  Array.isArray(branches) && branches.every((branch) => Object.keys(branch).join() === 'required');

/** Leaves out what a TypeScript type cannot say, and turns `if/then/else` into a union. */
function forTypes(schema) {
  if (Array.isArray(schema)) return schema.map(forTypes);
  if (!isObject(schema)) return schema;
  // With a description beside it, each use of a definition would become a type of its own.
  if (schema.$ref) return { $ref: schema.$ref };
  if (schema.then && schema.else) {
    return { description: schema.description, anyOf: [forTypes(schema.then), forTypes(schema.else)] };
  }
  const kept = Object.entries(schema).filter(
    ([key, value]) =>
      !['$id', 'dependencies', 'default', 'examples'].includes(key) &&
      !(key === 'title' && typeof value === 'string') &&
      !onlyRequires(value),
  );
  const result = Object.fromEntries(kept.map(([key, value]) => [key, forTypes(value)]));
  return isObject(schema.properties) ? { ...result, required: alwaysThere(schema) } : result;
}

function alwaysThere(schema) {
  const withDefault = Object.keys(schema.properties).filter((key) => 'default' in schema.properties[key]);
  return [...new Set([...(schema.required ?? []), ...withDefault])];
}

async function generate({ schema, name }) {
  const json = JSON.parse(await readFile(new URL(schema, root), 'utf8'));
  const bannerComment = `// Generated from ${schema} by \`npm run generate\`: change the schema, not this file.`;
  return compile(forTypes(json), name, {
    bannerComment,
    additionalProperties: false,
    format: true,
    style: { singleQuote: true, printWidth: 110 },
  });
}

const check = process.argv.includes('--check');
for (const output of outputs) {
  const file = new URL(output.file, root);
  const text = await generate(output);
  if (!check) {
    await writeFile(file, text);
  } else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(
      `${fileURLToPath(file)} is out of date against ${output.schema}: run \`npm run generate\`.`,
    );
    process.exitCode = 1;
  }
}
