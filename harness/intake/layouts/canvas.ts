/**
 * Canvas, "Download submissions": files side by side, `doejohn_LATE_12345_67890_server.py`. The name is the sortable
 * one without blanks and cannot be turned back; the first number is the student's id in the gradebook
 * (canvas-lms: lib/content_zipper.rb).
 */
import type { Person } from '../handed-in.ts';
import { eachItem, type Item, type Layout, type Reading } from './layout.ts';

const FILE =
  /^(?:(?!LATE_)(?<name>[\p{L}\p{M}\p{N}_]+?)_)?(?:(?<late>LATE)_)?(?<uid>\d+|anon_[A-Za-z0-9]+)_\d+_(?<file>.+)$/u;
/** What was typed into the page, or a link that was handed in, is no attachment and has no number of one. */
const TYPED =
  /^(?:(?!LATE_)(?<name>[\p{L}\p{M}\p{N}_]+?)_)?(?:(?<late>LATE)_)?(?<uid>\d+|anon_[A-Za-z0-9]+)_(?<file>(?:text|link)\.html)$/u;

export const canvas: Layout = {
  id: 'canvas',
  title: 'Canvas',
  read: (items) => eachItem(items, reading),
};

function reading({ name: given, path, isFolder }: Item): Reading | undefined {
  const attached = FILE.exec(given);
  const { name, late, uid, file } = (attached ?? TYPED.exec(given))?.groups ?? {};
  if (isFolder || uid === undefined || file === undefined) return undefined;
  return {
    key: uid,
    name: name ?? uid,
    distinction: uid,
    people: peopleOf(uid, name),
    part: { path, name: file },
    markedLate: late !== undefined,
    remarks: attached === null ? [`${file} was typed into the page, and is no file`] : [],
  };
}

function peopleOf(uid: string, name: string | undefined): Person[] {
  if (uid.startsWith('anon_')) return [];
  return [{ ...(name === undefined ? {} : { name }), participant: uid }];
}
