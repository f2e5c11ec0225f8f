/**
 * Blackboard, "Assignment file download": `Assignment 1_jdoe3_attempt_2024-01-30-15-00-00_server.py`, and a text
 * about each attempt. Of several attempts the last counts. The time is of the server's zone, and read as this machine's.
 */
import { eachItem, type Item, type Layout, type Reading } from './layout.ts';

const FILE =
  /^(?<assignment>.+)_(?<user>[^_]+)_attempt_(?<time>\d{4}(?:-\d{2}){5})(?:_(?<file>.+)|(?<about>\.txt))$/u;

export const blackboard: Layout = {
  id: 'blackboard',
  title: 'Blackboard',
  read: (items) => eachItem(items, reading),
};

function reading({ name, path, isFolder }: Item): Reading | undefined {
  const { user, time, file } = FILE.exec(name)?.groups ?? {};
  if (isFolder || user === undefined || time === undefined) return undefined;
  return {
    key: user,
    name: user,
    people: [{ login: user }],
    part: file === undefined ? undefined : { path, name: file },
    attempt: time,
    submittedAt: localTime(time),
  };
}

/** `2024-01-30-15-00-00`. */
function localTime(text: string): Date | undefined {
  const [year = 0, month = 1, ...rest] = text.split('-').map(Number);
  const time = new Date(year, month - 1, ...(rest as [number, number, number, number]));
  return Number.isNaN(time.getTime()) ? undefined : time;
}
