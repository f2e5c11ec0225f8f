/** An assignment as the rest of the harness sees it. `load.ts` makes it. */

interface AssignmentTask {
  /** The id of a spec. */
  task: string;
  /** What the task is worth here, whatever its spec says. */
  points: number;
  /** Its number in the hand-out, such as `3.1`. */
  number: string;
}

interface LatePolicy {
  /** Minutes after the due time that still count as in time. */
  graceMinutes: number;
  /** Per cent of the points lost for each day begun. */
  percentPerDay: number;
  /** Days after which late work is worth nothing; undefined where there is no such end. */
  maxDays: number | undefined;
}

export interface Assignment {
  id: string;
  title: string;
  /** Absolute path of its assignment.json. */
  file: string;
  tasks: AssignmentTask[];
  due: Date | undefined;
  late: LatePolicy;
}
