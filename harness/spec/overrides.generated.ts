// Generated from specs/overrides.schema.json by `npm run generate`: change the schema, not this file.

/**
 * What a person decided about submissions of a class, beside what was measured.
 */
export interface OverridesJson {
  /**
   * The path of this schema, so that an editor completes and explains the fields.
   */
  $schema?: string;
  /**
   * One entry a decision.
   */
  overrides: Override[];
}
/**
 * A decision. It needs at least one of points, comment and excuseLate.
 */
export interface Override {
  /**
   * The submission's id, as summary.json has it.
   */
  submission: string;
  /**
   * The id of the one task it is about. Without it, it is about the whole submission, and its points are final: nothing is taken off them for being late.
   */
  task?: string;
  /**
   * The points that count instead of those that were measured.
   */
  points?: number;
  /**
   * What the student and other graders should know.
   */
  comment?: string;
  /**
   * Who decided.
   */
  by?: string;
  /**
   * Nothing is taken off for being late.
   */
  excuseLate?: true;
}
