/**
 * Moodle, "Download all submissions": a folder a student, `John Doe_123456_assignsubmission_file`, or the files side by
 * side. The number is the one in the grading worksheet (mod/assign/classes/downloader.php).
 */
import { eachItem, type Item, type Layout, type Reading } from './layout.ts';

const NAME =
  /^(?<name>.+?)(?:_(?<pid>\d+))?_(?<subtype>assignsubmission|assignfeedback)_(?<plugin>[a-z]+)(?:_(?<file>.*))?$/u;
/** Nothing else in the name tells a group, and a group may be called anything; the roster or the worksheet knows. */
const GROUP = /^(?:default group|groupe?|gruppe|grupo|gruppo|team)\b/i;

export const moodle: Layout = {
  id: 'moodle',
  title: 'Moodle',
  read: (items) => eachItem(items, reading),
};

function reading({ name: given, path, isFolder }: Item): Reading | undefined {
  const { name, pid, subtype, plugin, file } = NAME.exec(given)?.groups ?? {};
  if (name === undefined || subtype !== 'assignsubmission') return undefined;
  // Text typed into the page stands beside the files, in a folder or a file of its own.
  const ownFolder = plugin === 'file' ? undefined : plugin;
  const isGroup = GROUP.test(name);
  return {
    key: pid ?? name,
    name,
    distinction: pid,
    people:
      isGroup && pid === undefined ? [] : [{ name, ...(pid === undefined ? {} : { participant: pid }) }],
    group: isGroup ? name : undefined,
    part: { path, name: isFolder ? ownFolder : file === undefined || file === '' ? given : file },
  };
}
