/** A format of gradebooks. A new one is a file in `formats/` and an entry in `registry.ts`. */
import type { ClassSummary, SubmissionSummary } from '../batch/summary.ts';
import type { Table } from '../intake/table.ts';
import type { Grade, Scale } from './grades.ts';

export interface Order {
  summary: ClassSummary;
  grades: readonly Grade[];
  withheld: readonly SubmissionSummary[];
  scale: Scale;
  /** The gradebook's column, as the user names it. */
  item: string | undefined;
  /** What the course system exported, to be filled in or to tell who is who. */
  table: Table | undefined;
}

export interface Exported {
  content: Buffer;
  /** What the file has to end in for the course system to take it; with the dot. */
  ending: string;
  /** How many grades it holds. */
  count: number;
  /** What the user should know; a sentence each. */
  remarks: string[];
}

export interface Format {
  id: string;
  /** For people. */
  title: string;
  /** @throws {UserError} where something is missing that the format needs. */
  write(order: Order): Exported;
}
