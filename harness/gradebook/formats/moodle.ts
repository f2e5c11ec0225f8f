/**
 * Moodle, the offline grading worksheet (mod/assign/feedback/offline). Its headers are translated, so the columns are
 * told by what stands in them and by their order; all but the grade and the feedback stays byte for byte.
 */
import type { Table } from '../../intake/table.ts';
import { UserError } from '../../spec/user-error.ts';
import { columnCalled, gradeColumn, tableOf } from '../columns.ts';
import { filledIn } from '../csv.ts';
import type { Exported, Format } from '../format.ts';
import { feedbackOf, nameOf } from '../grades.ts';
import { matchRows, type Matched } from '../people.ts';

export const moodle: Format = {
  id: 'moodle',
  title: 'Moodle',
  write(order) {
    const table = tableOf(order, 'Moodle', 'what Download grading worksheet gives');
    const columns = columnsOf(table, order.item);
    const { matched, remarks } = matchRows(order.grades, table);
    const changes = new Map(matched.map((match) => [match.row, cellsOf(match, table, columns)]));
    return { ...exported(table, changes), remarks: [...remarks, ...doubts(matched, table, columns)] };
  },
};

interface Columns {
  grade: number;
  /** The highest grade that Moodle takes; -1 where it does not say. */
  maximum: number;
  /** -1 where the worksheet has none. */
  feedback: number;
}

const GRADE = [
  'Grade',
  'Bewertung',
  'Note',
  'Calificación',
  'Valutazione',
  'Nota',
  'Cijfer',
  'Betyg',
  'Karakter',
];
const MAXIMUM = [
  'Maximum grade',
  'Bestwertung',
  'Note maximale',
  'Calificación máxima',
  'Valutazione massima',
];
const FEEDBACK = /feedback|kommentar|comment|retroalimentaci|commento|coment[aá]rio/i;
const PARTICIPANT = /^\D+\s?\d+$/;

function columnsOf(table: Table, item: string | undefined): Columns {
  const [header = [], first] = table.rows;
  if (first !== undefined && !PARTICIPANT.test(first[0]?.text ?? '')) {
    throw new UserError('This is no grading worksheet of Moodle.', {
      file: table.file,
      found: `${JSON.stringify(first[0]?.text ?? '')} in the first column`,
      allowed: 'an identifier such as "Participant 123456"',
      remedy: 'download it from the assignment: Download grading worksheet',
    });
  }
  const known = columnCalled(table, MAXIMUM);
  const maximum = known >= 0 ? known : columnOfOneNumber(table);
  const named = columnCalled(table, GRADE);
  // In every language the maximum stands right behind the grade (mod/assign/gradingtable.php).
  const guess = named >= 0 ? named : maximum - 1;
  const grade = item === undefined && guess > 0 ? guess : gradeColumn(table, item, () => true);
  const feedback = header.findLastIndex(({ text }) => FEEDBACK.test(text));
  return { grade, maximum, feedback: feedback > grade ? feedback : -1 };
}

/** The first column with the same number in each row. */
function columnOfOneNumber({ rows: [header = [], ...body] }: Table): number {
  return header.findIndex((_cell, index) => {
    const texts = new Set(body.map((row) => row[index]?.text ?? ''));
    return texts.size === 1 && /^\d+[.,]\d+$/.test([...texts][0] ?? '');
  });
}

function cellsOf({ grade, row }: Matched, table: Table, columns: Columns): Map<number, string> {
  const cells = new Map([[columns.grade, numberAs(grade.points, table, columns)]]);
  const before = table.rows[row]?.[columns.feedback]?.text ?? '';
  // What a person has written there already is not ours to replace.
  const isOurs = before === '' || before.startsWith(OURS);
  if (columns.feedback >= 0 && isOurs)
    cells.set(columns.feedback, OURS + escaped(feedbackOf(grade.submission)));
  return cells;
}

const OURS = 'Sockmark: ';

/** With the comma, where the worksheet has it. */
function numberAs(points: number, { rows }: Table, { maximum }: Columns): string {
  const comma = /^\d+,\d+$/.test(rows[1]?.[maximum]?.text ?? '');
  return comma ? String(points).replace('.', ',') : String(points);
}

/** Moodle takes these cells for HTML. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function exported(table: Table, changes: Map<number, Map<number, string>>): Omit<Exported, 'remarks'> {
  return { content: filledIn(table, changes), ending: '.csv', count: changes.size };
}

function doubts(matched: readonly Matched[], { rows }: Table, { maximum }: Columns): string[] {
  const most = Number((rows[1]?.[maximum]?.text ?? '').replace(',', '.'));
  if (maximum < 0 || Number.isNaN(most)) return [];
  const above = matched.filter(({ grade }) => grade.points > most).map(({ grade }) => nameOf(grade));
  const other = matched.find(({ grade }) => grade.maxPoints !== most);
  return [
    ...above.map(
      (name) => `${name} has more than the worksheet's maximum of ${most}: Moodle passes over that row`,
    ),
    ...(other === undefined
      ? []
      : [
          `the worksheet's maximum is ${most}, and full marks are ${other.grade.maxPoints} here: --out-of ${most} turns one into the other`,
        ]),
  ];
}
