/** Holding a JSON file against its published schema. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { AssignmentJson } from './assignment.generated.ts';
import type { CiJson } from './ci.generated.ts';
import type { OverridesJson } from './overrides.generated.ts';
import type { SpecJson } from './spec.generated.ts';
import type { SubmissionJson } from './submission.generated.ts';
import { specsFolder } from './folders.ts';
import { locate, jsonPath, type JsonFile } from './json-file.ts';
import { complaintsOf, type Complaint } from './schema-faults.ts';
import type { Schema } from './schema-words.ts';
import { UserError, type Fault } from './user-error.ts';

interface Schemas {
  'spec.schema.json': SpecJson;
  'assignment.schema.json': AssignmentJson;
  'submission.schema.json': SubmissionJson;
  'overrides.schema.json': OverridesJson;
  'ci.schema.json': CiJson;
}

/** What Sockmark writes itself, and reads again. */
type Written = 'result.schema.json' | 'summary.schema.json';

const compiled = new Map<string, Promise<{ check: ValidateFunction; schema: Schema }>>();

/**
 * The file's value with every default of the schema filled in.
 * @throws {UserError} naming each fault, in the order of the file.
 */
export async function validate<Name extends keyof Schemas>(
  json: JsonFile,
  name: Name,
): Promise<Schemas[Name]> {
  const { check, schema } = await compile(name);
  const value = structuredClone(json.value);
  if (check(value)) return value as Schemas[Name];
  throw refusal(json, complaintsOf(check.errors ?? [], schema, json.value));
}

/** What is wrong with `value` by a schema, or by one of its definitions; empty where nothing is. */
export async function complaintsBy(
  name: Written,
  definition: string | undefined,
  value: unknown,
): Promise<Complaint[]> {
  const { check, schema } = await compile(name, definition && `#/definitions/${definition}`);
  return check(value) ? [] : complaintsOf((check.errors ?? []).slice(0, MOST_ERRORS), schema, value);
}

/** A file of another kind altogether may have them by the hundred thousand. */
const MOST_ERRORS = 1000;

/** `part`: the JSON pointer of a part of the schema, as a fragment. */
function compile(name: keyof Schemas | Written, part = '') {
  const known = compiled.get(name + part);
  if (known) return known;
  const fresh = readFile(join(specsFolder, name), 'utf8').then((text) => {
    const schema = JSON.parse(text) as Schema;
    // A test holds the schemas against their own meta-schema; here that would cost a third of the time.
    const schemaIsRight = { strict: false, meta: false, validateSchema: false } as const;
    // To optimize the code takes half of the time to compile it, which no number of files here wins back.
    const code = { optimize: false } as const;
    const ajv = new Ajv({ allErrors: true, verbose: true, useDefaults: true, code, ...schemaIsRight });
    return {
      check: ajv.compile(part === '' ? schema : { definitions: schema.definitions, $ref: part }),
      schema,
    };
  });
  compiled.set(name + part, fresh);
  return fresh;
}

/** One error for all complaints, in the order of the file. `leftOut`: how many there are beside these. */
export function refusal(json: JsonFile, complaints: readonly Complaint[], leftOut = 0): UserError {
  const faults = complaints
    .map((complaint): Fault & { line: number; column: number } => ({
      file: json.file,
      ...locate(json.tree, complaint.at),
      path: jsonPath(complaint.at),
      found: complaint.found,
      allowed: complaint.allowed,
      remedy: complaint.remedy,
    }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  const [first, ...others] = faults;
  const more = leftOut > 0 ? 'more than ' : '';
  const many = others.length === 0 ? 'a fault' : `${more}${faults.length} faults`;
  return new UserError(`This file has ${many}, and cannot be used.`, first, others);
}
