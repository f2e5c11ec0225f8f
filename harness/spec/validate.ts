/** Holding a JSON file against its published schema. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { AssignmentJson } from './assignment.generated.ts';
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
}

const compiled = new Map<keyof Schemas, Promise<{ check: ValidateFunction; schema: Schema }>>();

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

function compile(name: keyof Schemas) {
  const known = compiled.get(name);
  if (known) return known;
  const fresh = readFile(join(specsFolder, name), 'utf8').then((text) => {
    const schema = JSON.parse(text) as Schema;
    // A test holds the schemas against their own meta-schema; here that would cost a third of the time.
    const schemaIsRight = { strict: false, meta: false, validateSchema: false } as const;
    const ajv = new Ajv({ allErrors: true, verbose: true, useDefaults: true, ...schemaIsRight });
    return { check: ajv.compile(schema), schema };
  });
  compiled.set(name, fresh);
  return fresh;
}

/** One error for all complaints, in the order of the file. */
export function refusal(json: JsonFile, complaints: readonly Complaint[]): UserError {
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
  const many = others.length === 0 ? 'a fault' : `${faults.length} faults`;
  return new UserError(`This file has ${many}, and cannot be used.`, first, others);
}
