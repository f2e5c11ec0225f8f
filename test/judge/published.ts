/** Results as a reader of the published schema gets them. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect } from 'vitest';
import { assembleResult } from '../../harness/judge/assemble.ts';
import type { Result, ScenarioResult } from '../../harness/judge/result.ts';
import type { Task } from '../../harness/spec/task.ts';
import { submission } from './build.ts';

const schema = JSON.parse(readFileSync('specs/result.schema.json', 'utf8')) as object;
const validate = new Ajv({ allErrors: true }).compile(schema);

/** Through JSON and back, as a reader has it. */
function published(result: Result): Result {
  const json = JSON.parse(JSON.stringify(result)) as Result;
  expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
  return json;
}

const grader = {
  network: 'private',
  seed: 1,
  harnessVersion: '0.1.0',
  platform: 'linux-x64 node-20',
} as const;

export function assemble(of: Task, scenarios: ScenarioResult[], by = submission()): Result {
  return published(assembleResult(of, by, scenarios, grader));
}
