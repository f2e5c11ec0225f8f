/**
 * Brightspace, "Download": a folder a hand-in, `152711-351765 - John Doe - May 18, 2025 1224 PM`, or files with that
 * before their names. The first number is the student's; of several hand-ins the last counts. The time is of the
 * school's zone, and read as this machine's.
 */
import { eachItem, type Item, type Layout, type Reading } from './layout.ts';

const NAME =
  /^(?<uid>\d+)-(?<sid>\d+)\s+-\s+(?<name>.+?)\s+-\s+(?<date>[^-]+\d{4}\s+\d{3,4}\s+[AP]M)(?:\s+-\s+(?<file>.+))?$/u;

export const brightspace: Layout = {
  id: 'brightspace',
  title: 'Brightspace',
  read: (items) => eachItem(items, reading, ({ name }) => name === 'index.html'),
};

function reading({ name: given, path, isFolder }: Item): Reading | undefined {
  const { uid, name, date, file } = NAME.exec(given)?.groups ?? {};
  if (uid === undefined || name === undefined || date === undefined) return undefined;
  if (isFolder ? file !== undefined : file === undefined) return undefined;
  const submittedAt = timeOf(date);
  return {
    key: uid,
    name,
    distinction: uid,
    people: [{ name, participant: uid }],
    part: { path, name: file },
    attempt: submittedAt === undefined ? undefined : String(submittedAt.getTime()),
    submittedAt,
  };
}

/** `May 18, 2025 1224 PM`. */
function timeOf(text: string): Date | undefined {
  const time = new Date(text.replace(/(\d{1,2})(\d{2})\s+([AP]M)$/, '$1:$2 $3'));
  return Number.isNaN(time.getTime()) ? undefined : time;
}
