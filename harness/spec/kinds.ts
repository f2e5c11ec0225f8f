/** Choices of a schema that a property `kind` decides: then only the branch of that kind has something to say. */
import type { ErrorObject } from 'ajv';
import type { Schema } from './schema-words.ts';

/** `errors` without those of branches that the value does not claim to be, and without the choices themselves. */
export function decidedByKind(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter(isDecidedByKind);
  if (choices.length === 0) return [...errors];
  const kept = errors.filter((error) => !choices.some((choice) => isBesideThePoint(error, choice)));
  return [...kept, ...choices.filter((choice) => branchOf(choice) < 0).map(unknownKind)];
}

function isDecidedByKind({ keyword, data, schema }: ErrorObject): boolean {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  return (
    keyword === 'oneOf' && isObject && (schema as Schema[]).every((branch) => kindsOf(branch).length > 0)
  );
}

function kindsOf({ properties }: Schema): unknown[] {
  const { enum: kinds, const: kind } = properties?.kind ?? {};
  return kinds ?? (kind === undefined ? [] : [kind]);
}

/** Index of the branch whose kind the value has; -1 where it is of no kind that there is. */
function branchOf({ data, schema }: ErrorObject): number {
  const { kind } = data as { kind?: unknown };
  return (schema as Schema[]).findIndex((branch) => kindsOf(branch).includes(kind));
}

function isBesideThePoint(error: ErrorObject, choice: ErrorObject): boolean {
  if (error === choice) return true;
  const isInside =
    error.instancePath === choice.instancePath || error.instancePath.startsWith(`${choice.instancePath}/`);
  if (!isInside) return false;
  const branch = branchOf(choice);
  const isOfBranch = error.schemaPath.startsWith(`${choice.schemaPath}/`);
  return branch < 0 || (isOfBranch && !error.schemaPath.startsWith(`${choice.schemaPath}/${branch}/`));
}

function unknownKind(choice: ErrorObject): ErrorObject {
  const kinds = (choice.schema as Schema[]).flatMap(kindsOf);
  return {
    ...choice,
    keyword: 'enum',
    instancePath: `${choice.instancePath}/kind`,
    params: { allowedValues: kinds },
    parentSchema: { enum: kinds },
  };
}
