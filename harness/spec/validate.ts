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

/**
 * What is wrong with `value` by a schema, or by one of its definitions; empty where nothing is. Of a value that is too
 * large for a list of its faults, the first.
 */
export async function complaintsBy(
  name: Written,
  definition: string | undefined,
  value: unknown,
): Promise<Complaint[]> {
  const part = definition && `#/definitions/${definition}`;
  const quick = await compile(name, part, false);
  if (quick.check(value)) return [];
  const { check, schema } = hasMoreValuesThan(MOST_LISTED, value) ? quick : await compile(name, part);
  check(value);
  return complaintsOf((check.errors ?? []).slice(0, MOST_ERRORS), schema, value);
}

/** Each value may have several faults, and those who mean harm send millions of them. */
const MOST_LISTED = 50_000;
const MOST_ERRORS = 1000;

function hasMoreValuesThan(most: number, value: unknown): boolean {
  const left: unknown[] = [value];
  for (let count = 0; left.length > 0; count++) {
    if (count + left.length > most) return true;
    const next = left.pop();
    if (typeof next !== 'object' || next === null) continue;
    for (const inner of Object.values(next)) {
      if (left.push(inner) > most) return true;
    }
  }
  return false;
}

/** `part`: the JSON pointer of a part of the schema, as a fragment. */
function compile(name: keyof Schemas | Written, part = '', allErrors = true) {
  const key = JSON.stringify([name, part, allErrors]);
  const known = compiled.get(key);
  if (known) return known;
  const fresh = readFile(join(specsFolder, name), 'utf8').then((text) => {
    const schema = JSON.parse(text) as Schema;
    // A test holds the schemas against their own meta-schema; here that would cost a third of the time.
    const schemaIsRight = { strict: false, meta: false, validateSchema: false } as const;
    const ajv = new Ajv({ allErrors, verbose: true, useDefaults: true, ...schemaIsRight });
    return {
      check: ajv.compile(part === '' ? schema : { definitions: schema.definitions, $ref: part }),
      schema,
    };
  });
  compiled.set(key, fresh);
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
