// Generated from specs/assignment.schema.json by `npm run generate`: change the schema, not this file.

/**
 * A hand-out's tasks and what each is worth.
 */
export interface AssignmentJson {
  /**
   * The path of this schema, so that an editor completes and explains the fields.
   */
  $schema: string;
  /**
   * The assignment's name on the command line; its folder is called the same. Lower-case letters, digits and single hyphens.
   */
  id: string;
  /**
   * The assignment's name for people.
   */
  title: string;
  /**
   * The tasks in the order of the hand-out.
   *
   * @minItems 1
   */
  tasks: [Entry, ...Entry[]];
  /**
   * When it is due: a date and time with its distance from UTC (RFC 3339). Without it nothing is ever late.
   */
  due?: string;
  /**
   * What becomes of late work. It needs "due".
   */
  late: {
    /**
     * Minutes after the due time that still count as in time.
     */
    graceMinutes: number;
    /**
     * Per cent of the points lost for each day begun.
     */
    percentPerDay: number;
    /**
     * Days after which late work is worth nothing. Without it there is no such end.
     */
    maxDays?: number;
  };
}
/**
 * One task of the assignment.
 */
export interface Entry {
  /**
   * The id of a spec.
   */
  task: string;
  /**
   * What the task is worth here, whatever its spec says.
   */
  points: number;
  /**
   * The task's number in the hand-out. Without it, its place in the list.
   */
  number?: string;
}
