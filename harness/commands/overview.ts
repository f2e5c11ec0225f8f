/**
 * The commands in a line each. Kept apart from the commands and from the argument parser, neither of which
 * `grade --help` waits for.
 */

export interface Overview {
  name: string;
  /** The command's arguments, as its help shows them. */
  usage: string;
  summary: string;
}

export const OVERVIEW = [
  {
    name: 'check',
    usage: 'check TASK|ASSIGNMENT [DIR]',
    summary: "grade one student's programs (in DIR, else in this folder), and say why",
  },
  {
    name: 'batch',
    usage: 'batch DIR',
    summary: 'grade a folder of submissions: --assignment A, or --task T',
  },
  {
    name: 'ci',
    usage: 'ci [DIR]',
    summary: 'grade a checkout in CI: summary, annotations, JUnit; what to grade is in .sockmark.json',
  },
  {
    name: 'post',
    usage: 'post',
    summary: "put the result of a job's grading on its pull request, from a job that may write there",
  },
  {
    name: 'autograde',
    usage: 'autograde PLATFORM TASK|ASSIGNMENT',
    summary:
      'grade the submission in a container of Gradescope, PrairieLearn, Autolab, …, before its time is up',
  },
  { name: 'show', usage: 'show RESULT', summary: 'print a saved result again, with more or less detail' },
  { name: 'replay', usage: 'replay RESULT', summary: 'carry out the runs of a saved result once more' },
  {
    name: 'verify',
    usage: 'verify [TASK…]',
    summary: 'prove of tasks that a right program gets full marks, and a wrong one does not',
  },
  {
    name: 'new',
    usage: 'new TASK',
    summary: 'start a task: a spec, references and a hand-out, proved as they are',
  },
  {
    name: 'record',
    usage: 'record TASK --server CMD --client CMD',
    summary: 'draft a task by watching your own two programs',
  },
  {
    name: 'export',
    usage: 'export FORMAT [RESULTS]',
    summary:
      "a class's grades for a gradebook, one result for another program, or an autograder for Gradescope",
  },
  { name: 'diff', usage: 'diff OLD NEW', summary: 'what changed between two gradings of a class' },
  {
    name: 'reference',
    usage: 'reference TASK server|client',
    summary: 'run the reference by itself, to play against it by hand or with nc',
  },
  { name: 'list', usage: 'list', summary: 'the tasks and assignments there are' },
  { name: 'doctor', usage: 'doctor', summary: 'what this machine can do, and the remedy for what it cannot' },
] as const satisfies readonly Overview[];

export type CommandName = (typeof OVERVIEW)[number]['name'];

const EXAMPLES = [
  'grade check uppercase ./my-answer',
  'grade batch submissions --assignment lab-1 --jobs 8',
  'grade reference chat server',
];

export function overview(): string {
  const columns = Math.max(...OVERVIEW.map(({ usage }) => usage.length));
  return `Sockmark grades socket programs: it runs them unmodified, watches the wire, and says what is right,
what is wrong, and why.

Commands
${OVERVIEW.map(({ usage, summary }) => `  grade ${usage.padEnd(columns)}  ${summary}`).join('\n')}

Each command has its own --help. Exit code: 0 full marks, 1 points lost, 2 nothing could be graded.

Examples
${EXAMPLES.map((example) => `  ${example}`).join('\n')}
`;
}
