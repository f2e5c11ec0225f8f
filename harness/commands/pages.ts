/** The pages of a grading as files: one a class, one a student, each beside the results that it shows. */
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { writeWholeFile } from '../batch/files.ts';
import type { ClassSummary, SubmissionSummary } from '../batch/summary.ts';
import type { Result } from '../judge/result.ts';
import { ClassDigest, peopleOf, renderClassPage } from '../report/html/class-page.tsx';
import { standingInWords } from '../report/standing.ts';
import { type Again, renderStudentPage, type StudentPage } from '../report/html/student-page.tsx';

const CLASS_PAGE = 'report.html';

interface ClassPages {
  title: string;
  /** Absolute path of the folder of the results. */
  out: string;
  /** How the results in a file are graded again. */
  againFrom: (file: string, results: Result[]) => Again;
}

/**
 * Writes `report.html` and a page beside each submission's results, one submission after another, so that memory does
 * not grow with the class.
 * @throws {FileNotWritten} where one cannot be written.
 */
export async function writeClassPages(summary: ClassSummary, order: ClassPages): Promise<void> {
  const { title, out } = order;
  const digest = new ClassDigest();
  const pages = new Map(summary.submissions.map(({ id, file }) => [id, pageBeside(file)]));
  for (const row of summary.submissions) {
    const results = await resultsIn(join(out, row.file));
    digest.add(row.id, results);
    await writeSubmissionPage(row, results, order);
  }
  const { submissions: rows, network, crossPlay: meetings = [], missing = [], unmatched = [] } = summary;
  const page = renderClassPage({
    title,
    rows,
    digest,
    network,
    meetings,
    missing: missing.flatMap((person) => peopleOf({ people: [person] })),
    unmatched,
    hrefOf: (id) => asHref(pages.get(id) ?? ''),
  });
  await writeWholeFile(join(out, CLASS_PAGE), page);
}

/** The page of one student, by itself. @throws {FileNotWritten} where it cannot be written. */
export async function writeStudentPage(results: Result[], file: string, again: Again): Promise<void> {
  await writeWholeFile(file, renderStudentPage(pageOf(results, file, again)));
}

async function writeSubmissionPage(
  row: SubmissionSummary,
  results: Result[],
  { title, out, againFrom }: ClassPages,
): Promise<void> {
  const file = join(out, pageBeside(row.file));
  const page = {
    ...pageOf(results, file, againFrom(join(out, row.file), results)),
    people: peopleOf(row),
    remarks: standingInWords(row),
    classPage: { href: hrefFrom(file, join(out, CLASS_PAGE)), title },
  };
  await writeWholeFile(file, renderStudentPage(page));
}

function pageOf(results: Result[], file: string, again: Again): StudentPage {
  return { results, again, hrefOf: (capture) => hrefFrom(file, resolve(capture)) };
}

export async function resultsIn(file: string): Promise<Result[]> {
  const read = JSON.parse(await readFile(file, 'utf8')) as Result | { results: Result[] };
  return 'results' in read ? read.results : [read];
}

function pageBeside(file: string): string {
  return file.replace(/\.json$/, '.html');
}

function hrefFrom(page: string, file: string): string {
  return asHref(relative(dirname(page), file).split(sep).join('/'));
}

/** A name with a `#`, a `?` or a `%` in it is a name all the same. */
function asHref(path: string): string {
  const href = path.split('/').map(encoded).join('/');
  // A first part with a colon in it would be read as a scheme (RFC 3986, section 4.2).
  return href.startsWith('.') ? href : `./${href}`;
}

/** Half a surrogate pair has no UTF-8, and so no place in a URL. */
function encoded(name: string): string {
  return encodeURIComponent(Buffer.from(name, 'utf8').toString('utf8'));
}
