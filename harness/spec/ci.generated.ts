// Generated from specs/ci.schema.json by `npm run generate`: change the schema, not this file.

/**
 * What `grade ci` grades: the file .sockmark.json in the root of a repository.
 */
export interface CiJson {
  /**
   * The address of this schema, so that an editor completes and explains the fields.
   */
  $schema?: string;
  /**
   * Grade the tasks of this assignment, as `grade list` has it.
   */
  assignment?: string;
  /**
   * Grade this task, as `grade list` has it.
   */
  task?: string;
  /**
   * The folder of the student's programs, relative to this file.
   */
  folder: string;
}
