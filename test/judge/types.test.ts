/** The types in result.ts and the published schema are two accounts of one thing: a compiler proves that they agree. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Inside of the project, so that its packages and settings are found. */
const folder = mkdtempSync(resolve('test/judge/.types-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

beforeAll(async () => {
  const schema = JSON.parse(readFileSync('specs/result.schema.json', 'utf8')) as Parameters<
    typeof compile
  >[0];
  writeFileSync(
    join(folder, 'published.ts'),
    await compile(schema, 'Results', { additionalProperties: false }),
  );
});

/** What the compiler says of a statement in which `made` are the judge's types and `published` the schema's. */
function complaints(statement: string): string[] {
  const file = join(folder, 'statement.ts');
  const source = [
    "import type * as made from '../../../harness/judge/result.ts';",
    "import type * as published from './published.ts';",
    'export type Differ<A, B> = Exclude<keyof A, keyof B> | Exclude<keyof B, keyof A>;',
    'export type Used = [made.Result, published.Result];',
    statement,
  ];
  writeFileSync(file, source.join('\n'));
  const { config } = ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, '.');
  const program = ts.createProgram([file], { ...options, exactOptionalPropertyTypes: false });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const handOver = (from: string): string[] =>
  complaints(`export const take = (given: ${from}): published.Result => given;`);

test('what the judge makes is what the schema publishes', () => {
  expect(handOver('made.Result')).toEqual([]);
});

test('a result without its score, or with a status that nobody knows, would be noticed', () => {
  expect(handOver("Omit<made.Result, 'score'>").join()).toContain('score');
  expect(handOver("Omit<made.Result, 'status'> & { status: 'great' }").join()).toContain('great');
});

/** Types whose properties are the same in both. */
const PAIRS = [
  ['Result', 'Result'],
  ['ScenarioResult', 'Scenario'],
  ['Check', 'Check'],
  ['Bytes', 'Bytes'],
  ['ShownConversation', 'Conversation'],
  ['ShownConnection', 'Connection'],
  ['ShownProgram', 'Program'],
] as const;

test('neither knows a property that the other does not', () => {
  const calls = "NonNullable<made.ShownProgram['calls']>";
  const differences = [
    ...PAIRS.map(([own, theirs]) => `Differ<made.${own}, published.${theirs}>`),
    `Differ<${calls}, published.SocketCalls>`,
    `Differ<${calls}['made'][number], published.SocketCall>`,
  ];
  expect(complaints(`export const none = (given: ${differences.join(' | ')}): never => given;`)).toEqual([]);
  const less = `Differ<Omit<made.Check, 'cause'>, published.Check>`;
  expect(complaints(`export const none = (given: ${less}): never => given;`).join()).toContain('cause');
});
