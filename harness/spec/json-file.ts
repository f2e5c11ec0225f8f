/** Reading JSON files so that every fault in them can be named with its line and column. */
import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { parse, type DocumentNode, type ValueNode } from '@humanwhocodes/momoa';
import { UserError, shownValue, type Fault } from './user-error.ts';

/** Names and indexes from the root of a document to a value in it. */
export type Segments = readonly (string | number)[];

export interface JsonFile {
  /** Absolute path. */
  file: string;
  value: unknown;
  tree: DocumentNode;
  /** Lower-case hex SHA-256 of the file's bytes. */
  hash: string;
}

/** @throws {UserError} where the file cannot be read, is no JSON, or has a name twice in one object. */
export async function readJsonFile(file: string): Promise<JsonFile> {
  const bytes = await readFile(file).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError('A file cannot be read.', { file, found: code, allowed: 'a readable JSON file' });
  });
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const tree = parseTree(file, text);
  refuseNamesTwice(file, tree.body, []);
  return { file, value: JSON.parse(text), tree, hash: createHash('sha256').update(bytes).digest('hex') };
}

function parseTree(file: string, text: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    throw new UserError('This file is not JSON.', syntaxFault(file, text, error));
  }
}

function syntaxFault(file: string, text: string, error: unknown): Fault {
  const { message, line, column } = error as Error & { line: number; column: number };
  const atEnd = message.includes('end of input');
  const lines = text.trimEnd().split('\n');
  const place = atEnd ? { line: lines.length, column: (lines.at(-1) ?? '').length + 1 } : { line, column };
  return {
    file,
    ...place,
    found: atEnd ? 'the end of the file, where JSON is not complete' : shownValue(wordAt(text, place)),
    allowed:
      'JSON (RFC 8259): names and texts in double quotes, a comma between two values and none behind the last, no comments',
  };
}

function wordAt(text: string, { line, column }: { line: number; column: number }): string {
  const rest = (text.split('\n')[line - 1] ?? '').slice(column - 1);
  return /^(?:\w+|.)/su.exec(rest)?.[0] ?? '';
}

/** JSON.parse would keep the last of them without a word. */
function refuseNamesTwice(file: string, node: ValueNode, at: Segments): void {
  if (node.type === 'Array') {
    node.elements.forEach((element, index) => {
      refuseNamesTwice(file, element.value, [...at, index]);
    });
  }
  if (node.type !== 'Object') return;
  const seen = new Set<string>();
  for (const { name, value } of node.members) {
    const key = name.type === 'String' ? name.value : name.name;
    if (seen.has(key)) {
      throw new UserError('A name stands twice in one object.', {
        file,
        ...name.loc.start,
        path: jsonPath([...at, key]),
        found: shownValue(key),
        allowed: 'each name once',
        remedy: 'take one of the two away',
      });
    }
    seen.add(key);
    refuseNamesTwice(file, value, [...at, key]);
  }
}

/** Line and column of a value, or of the innermost object around it that is there. */
export function locate(tree: DocumentNode, segments: Segments): { line: number; column: number } {
  let node: ValueNode = tree.body;
  let start = node.loc.start;
  for (const segment of segments) {
    const next = child(node, segment);
    if (next === undefined) break;
    ({ node, start } = next);
  }
  return { line: start.line, column: start.column };
}

function child(node: ValueNode, segment: string | number) {
  if (node.type === 'Array') {
    const element = node.elements[Number(segment)];
    return element && { node: element.value, start: element.value.loc.start };
  }
  if (node.type !== 'Object') return undefined;
  const member = node.members.find(
    ({ name }) => (name.type === 'String' ? name.value : name.name) === String(segment),
  );
  return member && { node: member.value, start: member.name.loc.start };
}

/** JSONPath (RFC 9535): `$.messages[0].from`. */
export function jsonPath(segments: Segments): string {
  const steps = segments.map((segment) => {
    if (typeof segment === 'number') return `[${segment}]`;
    return /^[A-Za-z_$][\w$]*$/.test(segment) ? `.${segment}` : `[${shownValue(segment)}]`;
  });
  return `$${steps.join('')}`;
}
