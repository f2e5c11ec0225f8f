/** From what single files tell to what each student handed in: all that is one student's, and the last attempt of it. */
import { dirname, extname } from 'node:path';
import type { HandedIn, Part } from './handed-in.ts';
import type { Reading, Told } from './layouts/layout.ts';

export function collect({ readings }: Told): HandedIn[] {
  const handedIn = [...groupBy([...readings.values()]).values()].map(ofStudent);
  const counts = new Map<string, number>();
  for (const { first } of handedIn) counts.set(first.name, (counts.get(first.name) ?? 0) + 1);
  return handedIn.map(({ first, ...rest }) => ({
    id: idOf(first, (counts.get(first.name) ?? 0) > 1),
    ...rest,
  }));
}

function groupBy(readings: readonly Reading[]): Map<string, Reading[]> {
  const groups = new Map<string, Reading[]>();
  for (const reading of readings) groups.set(reading.key, [...(groups.get(reading.key) ?? []), reading]);
  return groups;
}

/** A name may come from anywhere, and becomes the name of a file. */
function idOf({ name, distinction }: Reading, isShared: boolean): string {
  const id = isShared && distinction !== undefined ? `${name} (${distinction})` : name;
  return id.replaceAll('/', '_');
}

function ofStudent(readings: readonly Reading[]): Omit<HandedIn, 'id'> & { first: Reading } {
  const attempts = [...new Set(readings.flatMap(({ attempt }) => attempt ?? []))].sort(byNumber);
  const last = attempts.at(-1);
  const counted = readings.filter(({ attempt }) => attempt === last || attempt === undefined);
  const [first] = counted as [Reading];
  const named = counted.flatMap(({ part }) => part ?? []);
  const { parts, remarks } = withoutVersions(named);
  const late = counted.find(({ submittedAt }) => submittedAt !== undefined);
  return {
    first,
    path: parts.length === 1 && parts[0] !== undefined ? parts[0].path : dirname(parts[0]?.path ?? '.'),
    parts,
    people: first.people,
    group: first.group,
    submittedAt: late?.submittedAt,
    markedLate: counted.some(({ markedLate }) => markedLate === true),
    remarks: [...attemptsRemark(attempts), ...remarks, ...counted.flatMap((one) => one.remarks ?? [])],
  };
}

/** As numbers where they are some. */
function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

function attemptsRemark(attempts: readonly string[]): string[] {
  const others = attempts.length - 1;
  if (others < 1) return [];
  return [
    `handed in ${attempts.length} times; the last counts, and ${others === 1 ? 'the other' : 'the others'} not`,
  ];
}

interface Version {
  part: Part;
  /** 0 for `server.py`, 2 for `server-2.py`. */
  number: number;
  plain: string;
}

/**
 * Course systems call a file that is handed in again `server-1.py` (canvas-lms: Attachment.make_unique_filename). The
 * highest is the last; it gets the plain name back, by which other files may import it. Several numbers without the
 * plain name may be programs of their own, and are left as they are.
 */
function withoutVersions(parts: readonly Part[]): { parts: Part[]; remarks: string[] } {
  const versions = parts.map(versionOf);
  const remarks: string[] = [];
  const kept = versions.filter(({ plain, number, part }) => {
    const same = versions.filter((one) => one.plain === plain);
    const highest = Math.max(...same.map((one) => one.number));
    const isSeries = same.length > 1 && !same.some((one) => one.number === 0);
    if (isSeries || highest === 0) return true;
    if (number < highest) return false;
    if (same.length > 1)
      remarks.push(`of ${same.length} versions of ${plain} the last counts, ${part.name ?? ''}`);
    else remarks.push(`${part.name ?? ''} was taken for ${plain}`);
    part.name = plain;
    return true;
  });
  return { parts: kept.map(({ part }) => part), remarks };
}

function versionOf(given: Part): Version {
  const part = { ...given };
  const { stem, number } = /^(?<stem>.+)-(?<number>\d{1,2})$/.exec(stemOf(part.name ?? ''))?.groups ?? {};
  if (stem === undefined || number === undefined) return { part, number: 0, plain: part.name ?? part.path };
  return { part, number: Number(number), plain: stem + extname(part.name ?? '') };
}

function stemOf(name: string): string {
  const extension = extname(name);
  return extension === '' ? name : name.slice(0, -extension.length);
}
