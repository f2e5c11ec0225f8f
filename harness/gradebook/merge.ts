/** One submission a student, where the download had one a task: gradebooks have a line a student. */
import { sum, type ClassSummary, type SubmissionSummary, type TaskSummary } from '../batch/summary.ts';
import type { Person } from '../intake/handed-in.ts';

/** What is not there counts as nothing handed in for that task. */
export function mergeTasks(summary: ClassSummary): SubmissionSummary[] {
  const { submissions, layout } = summary;
  if (layout?.byTask !== true) return submissions;
  const tasks = new Map(submissions.flatMap((one) => one.tasks.map((task) => [task.id, task])));
  const owned = submissions.flatMap((one) => ownersOf(one).map((owner) => ({ owner, one })));
  const students = new Map<string, SubmissionSummary[]>();
  for (const { owner, one } of owned) {
    const own = one.people === undefined ? one : { ...one, people: [owner.person] };
    students.set(owner.key, [...(students.get(owner.key) ?? []), own]);
  }
  return [...students.values()].map((parts) => merged(parts, [...tasks.values()]));
}

interface Owner {
  key: string;
  person: Person;
}

function ownersOf({ id, people }: SubmissionSummary): Owner[] {
  if (people === undefined) return [{ key: nameIn(id), person: {} }];
  return people.map((person) => {
    const { participant, login, number, email, name } = person;
    return { key: participant ?? login ?? number ?? email ?? name ?? nameIn(id), person };
  });
}

/** Behind the task's folder. */
function nameIn(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

function merged(parts: readonly SubmissionSummary[], all: readonly TaskSummary[]): SubmissionSummary {
  const [first] = parts as readonly [SubmissionSummary];
  const tasks = all.map(
    (task) => parts.flatMap((part) => part.tasks).find(({ id }) => id === task.id) ?? nothing(task),
  );
  const finals = parts.map(({ finalScore }) => finalScore);
  const known = finals.filter((score) => score !== undefined);
  const late = parts.flatMap((part) => part.late ?? []);
  const overrides = parts.flatMap((part) => decisionsOn(part));
  const reason = parts.find((part) => part.reason !== undefined)?.reason;
  return {
    id: nameIn(first.id),
    status: statusOf(tasks),
    score: sum(tasks.map(({ score }) => score)),
    maxScore: sum(tasks.map(({ maxScore }) => maxScore)),
    file: first.file,
    tasks,
    ...(known.length === finals.length ? { finalScore: sum(known) } : {}),
    ...(first.people === undefined ? {} : { people: first.people }),
    ...(first.group === undefined ? {} : { group: first.group }),
    ...(late.length === 0 ? {} : { late: { percent: 0, note: late.map(({ note }) => note).join('; ') } }),
    ...(overrides.length === 0 ? {} : { overrides }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function nothing({ id, maxScore }: TaskSummary): TaskSummary {
  return { id, status: 'failed', score: 0, maxScore, lost: ['nothing handed in'] };
}

/** What was decided on the whole of a part is decided on its task. */
function decisionsOn({ overrides = [], tasks }: SubmissionSummary) {
  const [only] = tasks;
  return overrides.map((one) => (only === undefined ? one : { ...one, task: one.task ?? only.id }));
}

function statusOf(tasks: readonly TaskSummary[]): SubmissionSummary['status'] {
  if (tasks.some(({ status }) => status === 'inconclusive')) return 'inconclusive';
  return tasks.every(({ status }) => status === 'passed') ? 'passed' : 'failed';
}
