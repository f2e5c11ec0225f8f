/** Classes as course systems pack them, for the tests and the benchmark: any number of students, in any layout. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFiles, writeTarGz, writeZip, type Files } from './archives.ts';
import { programsOf } from './programs.ts';

interface Student {
  number: number;
  first: string;
  last: string;
  login: string;
  files: Files;
}

/** Writes what one student handed in below `folder`. */
type Packer = (folder: string, student: Student) => Promise<void>;

const FIRST = ['Ada', 'Grace', 'Zoë', 'Lars', 'Mei', 'Omar', 'Иван', 'José'];
const LAST = ['Doe', "O'Neil", 'van Dyk', 'Müller', 'Li', 'Haddad', 'Петров', 'Núñez'];

function studentOf(number: number): Student {
  const first = FIRST[number % FIRST.length] ?? '';
  const last = `${LAST[Math.floor(number / FIRST.length) % LAST.length] ?? ''} ${number}`;
  const login = `student-${number}`;
  return { number, first, last, login, files: programsOf(number, `${first} ${last}`) };
}

/** What a Mac and tools put beside the work. */
const JUNK: Files = {
  '__MACOSX/._server.py': 'x',
  '.DS_Store': 'x',
  'node_modules/left-pad/server.js': "require('net').createServer().listen(12000)",
};

const wrapped = (files: Files, folder: string): Files =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));

const flat =
  (prefix: (student: Student, index: number) => string): Packer =>
  (folder, student) =>
    writeFiles(
      folder,
      Object.fromEntries(
        Object.entries(student.files).map(([name, text], index) => [
          `${prefix(student, index)}${name}`,
          text,
        ]),
      ),
    );

const sortable = ({ first, last }: Student) =>
  `${last}${first}`.toLowerCase().replace(/[^\p{L}\p{N}_]/gu, '');
const late = ({ number }: Student) => (number % 7 === 3 ? 'LATE_' : '');

const PACKERS = {
  plain: (folder, { login, files }) => writeFiles(join(folder, login), files),
  zip: (folder, { login, files }) =>
    writeZip(join(folder, `${login}.zip`), { ...wrapped(files, 'my homework'), ...JUNK }),
  'tar.gz': (folder, { login, files }) => writeTarGz(join(folder, `${login}.tar.gz`), wrapped(files, 'hw')),
  canvas: flat(
    (student, index) => `${sortable(student)}_${late(student)}${4000 + student.number}_${70_000 + index}_`,
  ),
  moodle: (folder, { number, first, last, files }) =>
    writeFiles(join(folder, `${first} ${last}_${9000 + number}_assignsubmission_file`), files),
  'moodle-flat': flat(
    ({ number, first, last }) => `${first} ${last}_${9000 + number}_assignsubmission_file_`,
  ),
  gradescope: (folder, { number, files }) =>
    writeFiles(join(folder, 'assignment_77_export', `submission_${5000 + number}`), files),
  async blackboard(folder, { number, login, files }) {
    const user = login.replace('-', '');
    const attempt = (time: string) => `Lab 1_${user}_attempt_2026-03-0${time}`;
    const named = Object.entries(files).map(([name, text]) => [`${attempt('2-10-00-00')}_${name}`, text]);
    const earlier = number % 5 === 0 ? { [`${attempt('1-09-00-00')}_server.py`]: 'print("not yet")\n' } : {};
    const about = { [`${attempt('2-10-00-00')}.txt`]: `Name: ${login}\n` };
    await writeFiles(folder, { ...(Object.fromEntries(named) as Files), ...earlier, ...about });
  },
  brightspace: (folder, { number, first, last, files }) =>
    writeFiles(join(folder, `${6000 + number}-351765 - ${first} ${last} - Mar 2, 2026 1224 PM`), files),
  'github-classroom': (folder, { login, files }) =>
    writeFiles(join(folder, 'sockets-lab-submissions', `sockets-lab-${login}`), {
      ...files,
      '.git/HEAD': 'ref: refs/heads/main\n',
    }),
  'classroom-50': (folder, { login, files }) =>
    writeFiles(join(folder, `nets-lab-1-${login}`), {
      ...files,
      '.classroom50.yaml': 'classroom: nets\nassignment: lab-1\n',
      'result.json': '{"datetime":"2026-03-02T10:00:00Z"}',
    }),
} as const satisfies Record<string, Packer>;

export type Packing = keyof typeof PACKERS;

export const PACKINGS = Object.keys(PACKERS) as Packing[];

/** Makes a class of `count` students below `folder`. */
export async function generateClass(packing: Packing, count: number, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const students = Array.from({ length: count }, (_, number) => studentOf(number));
  for (const student of students) await PACKERS[packing](folder, student);
  if (packing === 'gradescope') {
    const about = students.map(metadataOf).join('');
    await writeFile(join(folder, 'assignment_77_export', 'submission_metadata.yml'), `---\n${about}`);
  }
}

function metadataOf({ number, first, last, login }: Student): string {
  return `submission_${5000 + number}:
  :submitters:
  - :name: ${JSON.stringify(`${first} ${last}`)}
    :sid: '${100 + number}'
    :email: ${login}@example.edu
  :created_at: 2026-03-02 10:00:00.123456000 -05:00
  :score: 3.0
`;
}
