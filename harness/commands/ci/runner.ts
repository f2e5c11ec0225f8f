/** What a runner of GitHub Actions tells by its environment, and where it takes answers. All of it may be absent. */
import { appendFile, readFile } from 'node:fs/promises';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The event that started the workflow; undefined outside of a runner. */
export async function eventOf(environment: Environment): Promise<unknown> {
  const file = environment.GITHUB_EVENT_PATH;
  if (file === undefined || file === '') return undefined;
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** A value some names deep in what came from outside. */
export function at(value: unknown, ...names: string[]): unknown {
  return names.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  );
}

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

export function asCommit(value: unknown): string | undefined {
  return typeof value === 'string' && COMMIT.test(value) ? value : undefined;
}

/**
 * The student's commit. Of a pull request the runner checks out a merge that nobody made: what the student pushed is in
 * the event.
 */
export async function commitOf(environment: Environment): Promise<string | undefined> {
  const pushed = at(await eventOf(environment), 'pull_request', 'head', 'sha');
  return asCommit(pushed) ?? asCommit(environment.GITHUB_SHA);
}

/** Appends to the file that a variable names; nothing where there is no such variable. */
export async function appendTo(file: string | undefined, text: string): Promise<void> {
  if (file !== undefined && file !== '') await appendFile(file, text);
}

export function isRunner(environment: Environment): boolean {
  return environment.GITHUB_ACTIONS === 'true';
}
