/** No course system: a folder or an archive a student, called after the student. */
import { isArchive, isForeignArchive, withoutEnding } from '../unpack/archive.ts';
import { eachItem, type Item, type Layout, type Reading } from './layout.ts';

export const plain: Layout = {
  id: 'plain',
  title: 'a folder or an archive a student',
  read(items) {
    const folders = new Set(items.filter(({ isFolder }) => isFolder).map(({ name }) => name));
    return eachItem(items, (item) => reading(item, folders));
  },
};

/** Whoever has unpacked some of the archives has both, and the folder is what was looked at. */
function reading({ name, path, isFolder }: Item, folders: ReadonlySet<string>): Reading | undefined {
  if (isFolder) return { key: name, name, people: [], part: { path }, attempt: '2' };
  if (!isArchive(name) && !isForeignArchive(name)) return undefined;
  const stem = withoutEnding(name);
  const own = folders.has(stem) ? { attempt: '1' } : {};
  return { key: stem, name: stem, people: [], part: { path, name }, ...own };
}
