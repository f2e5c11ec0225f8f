/**
 * Gradescope, "Export submissions": a folder a submission, `submission_123456`, and `submission_metadata.yml`, which
 * tells whose they are. The names of its fields are Ruby symbols.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { shownValue, UserError } from '../../spec/user-error.ts';
import type { Person } from '../handed-in.ts';
import { eachItem, type Item, type Layout, type Reading } from './layout.ts';

const FOLDER = /^submission_(?<id>\d+)$/;
const ABOUT = 'submission_metadata.yml';

export const gradescope: Layout = {
  id: 'gradescope',
  title: 'Gradescope',
  async read(items, folder) {
    const about = items.some(({ name }) => name === ABOUT) ? await readAbout(join(folder, ABOUT)) : {};
    return eachItem(
      items,
      (item) => reading(item, about),
      ({ name }) => name === ABOUT,
    );
  },
};

type About = Record<string, unknown>;

async function readAbout(file: string): Promise<About> {
  try {
    const value: unknown = parse(await readFile(file, 'utf8'));
    return isRecord(value) ? value : {};
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    const remedy = 'export the submissions once more, or take the file away: then nobody has a name';
    throw new UserError('The metadata of this Gradescope export cannot be read.', { file, found, remedy });
  }
}

function reading({ name: given, path, isFolder }: Item, about: About): Reading | undefined {
  const id = FOLDER.exec(given)?.groups?.id;
  if (!isFolder || id === undefined) return undefined;
  const own = about[given];
  const told = isRecord(own) ? own : {};
  const people = peopleIn(told[':submitters']);
  const names = people.flatMap(({ name, email }) => name ?? email ?? []);
  return {
    key: given,
    name: names.length === 0 ? given : names.join(', '),
    distinction: id,
    people,
    group: people.length > 1 ? names.join(', ') : undefined,
    part: { path },
    submittedAt: timeOf(told[':created_at']),
    ...(Object.keys(about).length > 0 && !isRecord(own)
      ? { remarks: [`${ABOUT} says nothing of ${shownValue(given)}`] }
      : {}),
  };
}

function peopleIn(submitters: unknown): Person[] {
  if (!Array.isArray(submitters)) return [];
  return submitters.filter(isRecord).map((one) => ({
    ...text('name', one[':name']),
    ...text('number', one[':sid']),
    ...text('email', one[':email']),
  }));
}

function text(field: keyof Person, value: unknown): Person {
  if (typeof value !== 'string' && typeof value !== 'number') return {};
  return value === '' ? {} : { [field]: String(value) };
}

/** `2024-01-30 15:00:00.123456789 -08:00`, as Ruby writes it. */
function timeOf(value: unknown): Date | undefined {
  if (value instanceof Date) return value;
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/.exec(
    String(value),
  );
  if (parts === null) return undefined;
  const [, day = '', hour = '', zone = 'Z'] = parts;
  const time = new Date(`${day}T${hour}${zone === 'UTC' ? 'Z' : zone.replace(/(\d\d)(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
