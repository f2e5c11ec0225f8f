/** Saying in words what a JSON Schema found wrong. */
import type { ErrorObject } from 'ajv';
import type { Segments } from './json-file.ts';
import { decidedByKind } from './kinds.ts';
import { didYouMean, listWords } from './nearest.ts';
import { describe, resolve, type Schema } from './schema-words.ts';
import { shownValue } from './user-error.ts';

/** What is wrong at one place of a JSON document. */
export interface Complaint {
  at: Segments;
  found: string;
  allowed: string;
  remedy?: string | undefined;
}

type Words = Omit<Complaint, 'at'>;

/** The errors that ajv found (`verbose`, `allErrors`) in `document` against `root`, in words. */
export function complaintsOf(errors: readonly ErrorObject[], root: Schema, document: unknown): Complaint[] {
  return withoutEchoes(decidedByKind(errors)).map((error) => {
    const { segments, value } = follow(error.instancePath, document);
    return { at: [...segments, ...propertyOf(error)], ...wordsOf({ ...error, data: value }, root) };
  });
}

/** Leaves out what only repeats another: the branches of a choice, and the mark of a taken branch. */
function withoutEchoes(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const isBranch = (error: ErrorObject, choice: ErrorObject) =>
    error.schemaPath.startsWith(`${choice.schemaPath}/`) &&
    error.instancePath.startsWith(choice.instancePath);
  return errors.filter(
    (error) => error.keyword !== 'if' && !choices.some((choice) => isBranch(error, choice)),
  );
}

/** The place of a JSON pointer (RFC 6901), and the value as the file has it: ajv's own has the defaults in it. */
function follow(pointer: string, document: unknown): { segments: Segments; value: unknown } {
  const segments: (string | number)[] = [];
  let value = document;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    segments.push(Array.isArray(value) ? Number(name) : name);
    value = (value as Record<string, unknown> | undefined)?.[name];
  }
  return { segments, value };
}

/** The property at fault where one is missing or not known. */
function propertyOf(error: ErrorObject): string[] {
  const { additionalProperty, missingProperty } = error.params as Record<string, string | undefined>;
  return [additionalProperty ?? missingProperty].filter((name) => name !== undefined);
}

function wordsOf(error: ErrorObject, root: Schema): Words {
  const parent = (error.parentSchema ?? {}) as Schema;
  const params = error.params as Record<string, string>;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownProperty(params.additionalProperty ?? '', parent);
    case 'required':
      return missingProperty(params.missingProperty ?? '', parent, root);
    case 'dependencies':
      return missingCompanion(params, parent, root);
    case 'oneOf':
    case 'anyOf':
      return alternatives(error, root);
    default:
      return {
        found: shownValue(error.data),
        allowed: describe(parent, root),
        remedy: meant(error.data, parent),
      };
  }
}

function unknownProperty(name: string, parent: Schema): Words {
  const known = Object.keys(parent.properties ?? {});
  return { found: shownValue(name), allowed: listWords(known), remedy: didYouMean(name, known) };
}

function missingProperty(name: string, parent: Schema, root: Schema): Words {
  const property = parent.properties?.[name] ?? {};
  const description = property.description ?? resolve(property, root).description ?? '';
  return {
    found: 'nothing',
    allowed: describe(property, root),
    remedy: `add ${JSON.stringify(name)}. ${description}`.trim(),
  };
}

function missingCompanion(params: Record<string, string>, parent: Schema, root: Schema): Words {
  const { property = '', missingProperty: missing = '' } = params;
  const words = missingProperty(missing, parent, root);
  const because = `since ${JSON.stringify(property)} needs ${JSON.stringify(missing)}`;
  return { ...words, allowed: `${words.allowed}, ${because}` };
}

function alternatives(error: ErrorObject, root: Schema): Words {
  const parent = (error.parentSchema ?? {}) as Schema;
  const names = (error.schema as Schema[]).flatMap(({ required }) => required ?? []);
  if (names.length === 0) {
    return {
      found: shownValue(error.data),
      allowed: describe(parent, root),
      remedy: meant(error.data, parent),
    };
  }
  const there = names.filter((name) => Object.hasOwn(error.data as object, name));
  return {
    found: there.length === 0 ? `none of them in ${shownValue(error.data)}` : listWords(there, 'and'),
    allowed: `${error.keyword === 'oneOf' ? 'exactly' : 'at least'} one of ${listWords(names, 'and')}`,
    remedy: there.length > 1 ? `keep one of ${listWords(there, 'and')}` : undefined,
  };
}

/** What a wrong text was meant to be: the nearest word, or the number without its quotes. */
function meant(data: unknown, schema: Schema): string | undefined {
  if (typeof data !== 'string') return undefined;
  const branches = [schema, ...(schema.anyOf ?? [])];
  const wantsNumber = branches.some(({ type }) => type === 'integer' || type === 'number');
  if (wantsNumber && data.trim() !== '' && Number.isFinite(Number(data))) {
    return `write it without the quotes: ${Number(data)}`;
  }
  const words = branches.flatMap((branch) => [...(branch.enum ?? []), branch.const]);
  return didYouMean(
    data,
    words.filter((word) => typeof word === 'string'),
  );
}
