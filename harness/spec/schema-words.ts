/** Saying in words what a JSON Schema allows. */
import { listWords } from './nearest.ts';

/** The part of JSON Schema (draft-07) that the schemas here are written in. */
export interface Schema {
  $ref?: string;
  description?: string;
  type?: 'integer' | 'number' | 'string' | 'boolean' | 'array' | 'object';
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  definitions?: Record<string, Schema>;
  items?: Schema;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  pattern?: string;
  examples?: unknown[];
}

/** The definition behind a `$ref`, or the schema itself. */
export function resolve(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.replace('#/definitions/', '');
  return (name === undefined ? undefined : root.definitions?.[name]) ?? schema;
}

/** What a schema allows, such as `a whole number from 1 to 65535 or "any"`. */
export function describe(use: Schema, root: Schema): string {
  const schema = resolve(use, root);
  if (schema.enum) return listWords(schema.enum);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf && !schema.type) return schema.anyOf.map((branch) => describe(branch, root)).join(' or ');
  const [example] = schema.examples ?? [];
  return `${ofType(schema, root)}${example === undefined ? '' : `, such as ${JSON.stringify(example)}`}`;
}

function ofType(schema: Schema, root: Schema): string {
  switch (schema.type) {
    case 'integer':
      return `a whole number${range(schema)}`;
    case 'number':
      return `a number${range(schema)}`;
    case 'string':
      return ofText(schema);
    case 'boolean':
      return 'true or false';
    case 'array':
      return ofList(schema, root);
    default:
      return ofObject(schema);
  }
}

function ofObject({ properties, description }: Schema): string {
  return properties
    ? `an object of ${listWords(Object.keys(properties), 'and')}`
    : `an object (${description})`;
}

function range({ minimum, exclusiveMinimum, maximum }: Schema): string {
  if (minimum !== undefined)
    return maximum === undefined ? `, ${minimum} or more` : ` from ${minimum} to ${maximum}`;
  const above = exclusiveMinimum === undefined ? '' : ` above ${exclusiveMinimum}`;
  return maximum === undefined ? above : `${above}, at most ${maximum}`;
}

function ofText({ pattern, minLength, maxLength }: Schema): string {
  if (pattern !== undefined) return `a text that matches ${pattern}`;
  const kind = minLength === undefined ? 'a text' : 'a text that is not empty';
  return maxLength === undefined ? kind : `${kind}, of at most ${maxLength} characters`;
}

function ofList({ items, minItems, maxItems, uniqueItems }: Schema, root: Schema): string {
  const exactly = minItems === maxItems ? '' : 'at least ';
  const count = minItems === undefined ? '' : ` of ${exactly}${minItems}`;
  const different = uniqueItems === true ? ', no two the same' : '';
  return `a list${count}${different}: ${describe(items ?? {}, root)}`;
}
