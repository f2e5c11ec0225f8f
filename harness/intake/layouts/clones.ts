/**
 * Repositories of a class, cloned side by side: `<assignment>-<login>`. Logins have hyphens and so have assignments,
 * so the beginning that all of them share is taken away, up to a hyphen.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Item, Layout, Reading } from './layout.ts';

/** GitHub's rule for logins. */
const LOGIN = /^[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}$/;

/** GitHub Classroom: `gh classroom clone student-repos` makes `<assignment>-submissions/<assignment>-<login>`. */
export const githubClassroom: Layout = {
  id: 'github-classroom',
  title: 'GitHub Classroom',
  read(items, folder) {
    const named = /^(?<slug>.+)-submissions$/.exec(basename(folder))?.groups?.slug;
    const repositories = items.filter(({ path }) => existsSync(join(path, '.git')));
    const slug = named === undefined ? undefined : `${named}-`;
    const begins = (prefix: string) => items.some(({ name }) => name.startsWith(prefix));
    if (slug !== undefined && begins(slug)) return { readings: readingsOf(items, slug) };
    if (repositories.length < 2) return undefined;
    const prefix = sharedPrefix(repositories.map(({ name }) => name));
    return prefix === '' ? undefined : { readings: readingsOf(repositories, prefix) };
  },
};

const CLASSROOM_50 = '.classroom50.yaml';

/** Classroom 50: `gh teacher download` makes `<classroom>-<assignment>-<login>`; a team's ends in `group-<n>`. */
export const classroom50: Layout = {
  id: 'classroom-50',
  title: 'Classroom 50',
  async read(items) {
    const repositories = items.filter(({ path }) => existsSync(join(path, CLASSROOM_50)));
    const [first] = repositories;
    if (first === undefined) return undefined;
    const prefix = (await prefixSaid(first)) ?? sharedPrefix(repositories.map(({ name }) => name));
    const readings = readingsOf(repositories, prefix);
    for (const [item, reading] of readings) readings.set(item, await withResult(item, reading));
    return { readings };
  },
};

/** One repository alone shares its whole name with itself; its own file says what stands before the login. */
async function prefixSaid({ path, name }: Item): Promise<string | undefined> {
  const text = await readFile(join(path, CLASSROOM_50), 'utf8').catch(() => '');
  const said = (field: string) => new RegExp(`^${field}:\\s*["']?([\\w.-]+)`, 'm').exec(text)?.[1];
  const prefix = `${said('classroom') ?? ''}-${said('assignment') ?? ''}-`;
  return name.startsWith(prefix) ? prefix : undefined;
}

/** `result.json` lies beside the programs and has the time of the submission. */
async function withResult({ path }: Item, reading: Reading): Promise<Reading> {
  const text = await readFile(join(path, 'result.json'), 'utf8').catch(() => '{}');
  const group = /^group-\d+$/.test(reading.name) ? reading.name : undefined;
  const people = group === undefined ? reading.people : [];
  const time = /"datetime"\s*:\s*"([^"]+)"/.exec(text)?.[1];
  const submittedAt = time === undefined || Number.isNaN(Date.parse(time)) ? undefined : new Date(time);
  return { ...reading, people, group, submittedAt };
}

function readingsOf(items: readonly Item[], prefix: string): Map<Item, Reading> {
  const readings = new Map<Item, Reading>();
  for (const item of items) {
    const login = item.name.slice(prefix.length);
    if (!item.isFolder || !item.name.startsWith(prefix) || !LOGIN.test(login)) continue;
    readings.set(item, { key: item.name, name: login, people: [{ login }], part: { path: item.path } });
  }
  return readings;
}

/** The beginning that all names share, up to its last hyphen. */
function sharedPrefix(names: readonly string[]): string {
  const [first = ''] = names;
  let length = first.length;
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, first.slice(0, length).lastIndexOf('-') + 1);
}
