/** A layout of the user's own: a regular expression with named groups, as nbgrader's zip_collect takes one. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError, shownValue } from '../../spec/user-error.ts';
import { isLeftOut } from '../../submission/left-out.ts';
import type { Item, Layout, Reading, Told } from './layout.ts';

const GROUPS = ['student', 'attempt', 'file', 'timestamp'] as const;
const DEEPEST = 4;

/** @throws {UserError} where `text` is no regular expression, or has no group `student`. */
export function layoutOf(text: string): Layout {
  const pattern = compiled(text);
  return {
    id: 'submission-regex',
    title: `names that match ${text}`,
    async read(items) {
      const readings = new Map<Item, Reading>();
      const unmatched: string[] = [];
      await readAll(items, '', pattern, { readings, unmatched });
      return { readings, unmatched };
    },
  };
}

function compiled(text: string): RegExp {
  const allowed = `a regular expression with (?<student>…), and with ${GROUPS.slice(1).join(', ')} where there are such`;
  try {
    const pattern = new RegExp(text, 'u');
    const names = [...text.matchAll(/\(\?<([^=!>][^>]*)>/g)].map(([, name = '']) => name);
    const foreign = names.find((name) => !GROUPS.some((known) => known === name));
    if (names.includes('student') && foreign === undefined) return pattern;
    const found = foreign === undefined ? 'no group "student"' : `a group ${shownValue(foreign)}`;
    throw new UserError('--submission-regex cannot be used.', { found, allowed });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError('--submission-regex cannot be used.', { found: error.message, allowed });
  }
}

/** Names are matched with their folders before them; what does not match is looked into. */
async function readAll(
  items: readonly Item[],
  above: string,
  pattern: RegExp,
  told: Required<Pick<Told, 'readings' | 'unmatched'>>,
): Promise<void> {
  for (const item of items) {
    const name = `${above}${item.name}`;
    const reading = readingOf(item, pattern.exec(name)?.groups);
    if (reading !== undefined) told.readings.set(item, reading);
    else if (item.isFolder && name.split('/').length < DEEPEST) {
      await readAll(await inside(item), `${name}/`, pattern, told);
    } else told.unmatched.push(name);
  }
}

async function inside({ path }: Item): Promise<Item[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const items = entries.map((entry) => ({
    name: entry.name,
    path: join(path, entry.name),
    isFolder: entry.isDirectory(),
  }));
  return items.filter(({ name, isFolder }) => !isLeftOut(name, isFolder));
}

function readingOf({ name, path, isFolder }: Item, groups: Groups): Reading | undefined {
  const student = groups?.student;
  if (student === undefined || student === '') return undefined;
  const { file, attempt, timestamp } = groups ?? {};
  return {
    key: student,
    name: student,
    people: [],
    part: { path, name: isFolder ? file : (file ?? name) },
    attempt: attempt ?? timestamp,
    submittedAt: timestamp === undefined ? undefined : timeOf(timestamp),
  };
}

type Groups = Record<string, string | undefined> | undefined;

/** As RFC 3339 has it, or with hyphens or nothing between the numbers. */
function timeOf(text: string): Date | undefined {
  const [year, month, day, hour = 0, minute = 0, second = 0] = (text.match(/^\d{4}|\d{2}/g) ?? []).map(
    Number,
  );
  const parsed = Date.parse(text);
  if (!Number.isNaN(parsed) && /\D/.test(text)) return new Date(parsed);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const time = new Date(year, month - 1, day, hour, minute, second);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
