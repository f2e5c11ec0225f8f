/** Gradebooks read back by the rules of the course systems' own importers (the sources are named at each). */
import { parse } from 'csv-parse/sync';

export type Scores = Record<string, number>;

function records(content: Buffer, delimiter = ','): string[][] {
  const isWide = content[0] === 0xff && content[1] === 0xfe;
  return parse(content.toString(isWide ? 'utf16le' : 'utf8'), {
    bom: true,
    delimiter,
    relax_column_count: true,
  });
}

interface Student {
  id: string;
  sis?: string;
  login?: string;
}

/** canvas-lms: lib/gradebook_importer.rb. Students by ID, SIS User ID, SIS Login ID; scores at two decimals. */
export function importCanvas(content: Buffer, known: readonly Student[]) {
  const head = content.toString('utf8').split('\n').slice(0, 3).join('');
  const delimiter = head.split(';').length > head.split(',').length ? ';' : ',';
  const [header = [], ...body] = records(content, delimiter);
  const column = canvasColumn(header);
  const scores: Scores = {};
  for (const row of body) {
    const student = canvasStudent(row, header, known);
    if (student !== undefined) scores[student.id] = Math.round(Number(row[column]) * 100) / 100;
  }
  const possible = Number(body.find((row) => row[0]?.includes('Points Possible'))?.[column]);
  const title = header[column] ?? '';
  return { assignment: /\((\d+)\)\s*$/.exec(title)?.[1], title, possible, scores };
}

function canvasColumn(header: readonly string[]): number {
  const [first = '', second = ''] = header;
  const section = header.findIndex((name) => name.includes('Section'));
  const isGradebook =
    header.length >= 4 && first.includes('Student') && second.includes('ID') && section >= 0;
  if (!isGradebook) throw new Error('not a gradebook');
  const isDropped = (name: string) => /(?:Current|Final) (?:Score|Points|Grade)|Override/.test(name);
  return header.findIndex((name, index) => index > section && !isDropped(name));
}

function canvasStudent(row: readonly string[], header: readonly string[], known: readonly Student[]) {
  const [sis, login] = ['SIS User ID', 'SIS Login ID'].map((name) => row[header.indexOf(name)]);
  return (
    known.find(({ id }) => id === row[1]) ??
    known.find((one) => one.sis !== undefined && one.sis === sis) ??
    known.find((one) => one.login !== undefined && one.login === login)
  );
}

/**
 * moodle: mod/assign/feedback/offline/importgradeslib.php. `names`: the translated headers of identifier, grade,
 * modification. Rows unchanged, empty, below 0 or above the maximum are passed over.
 */
export function importMoodle(
  content: Buffer,
  names: readonly [string, string, string],
  before: Record<string, string>,
  maximum: number,
) {
  const [header = [], ...body] = records(content);
  const [identifier, grade, modified] = names.map((name) => header.indexOf(name)) as [number, number, number];
  if (identifier < 0 || grade < 0 || modified < 0) throw new Error('columns are missing');
  const scores: Scores = {};
  for (const row of body) {
    const id = /(\d+)$/.exec(row[identifier] ?? '')?.[1] ?? '';
    const text = row[grade] ?? '';
    const value = Number(text.replace(',', '.'));
    if (text === '' || text === before[id] || value < 0 || value > maximum) continue;
    scores[id] = value;
  }
  return scores;
}

/** community.d2l.com, "Importing grades": a key with a sign, a column "… Points Grade", and a sign at the end. */
export function importBrightspace(content: Buffer): { item: string | undefined; scores: Scores } {
  const [header = [], ...body] = records(content);
  const column = header.findIndex((name) => name.endsWith(' Points Grade'));
  if (header.at(-1) !== 'End-of-Line Indicator' || column < 1) throw new Error('not for import');
  const scores: Scores = {};
  for (const row of body) {
    if (row.at(-1) !== '#') throw new Error(`no end of line: ${row.join()}`);
    const [number = '', user = ''] = row;
    scores[(number === '' ? user : number).replace(/^#/, '')] = Number(row[column]);
  }
  return { item: header[column]?.replace(/ Points Grade$/, ''), scores };
}

/** Blackboard Help, "Work offline": rows by Username, columns by the id behind the bar; no id, a new column. */
export function importBlackboard(content: Buffer, id: string): Scores {
  const [header = [], ...body] = records(content, '\t');
  const user = header.indexOf('Username');
  const column = header.findIndex((name) => name.endsWith(`|${id}`));
  if (user < 0 || column < 0) throw new Error('a new column would be made');
  return Object.fromEntries(
    body.filter((row) => row[column] !== '').map((row) => [row[user] ?? '', Number(row[column])]),
  );
}
