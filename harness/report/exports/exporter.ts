/** A format in which other programs read one result. A new one is a file beside this one and an entry in `registry.ts`. */
import type { Result } from '../../judge/result.ts';

export interface ExportOptions {
  /** When it was graded, or else exported. */
  at: Date;
  /** The name that the platform has for what is graded; else the task's id. */
  item?: string | undefined;
  /** The environment that the platform gave, for those that ask for some of it back. */
  environment?: Readonly<Record<string, string | undefined>>;
}

export interface Exporter {
  id: string;
  /** For people. */
  title: string;
  /** The name under which the platform looks for it, or the usual one. */
  file: string;
  /** The whole file. `results`: of one task, or of the tasks of an assignment. */
  write(results: readonly Result[], options: ExportOptions): string;
}

/** What a platform is told where there is no result at all, and that is no student's fault. */
export interface PlatformExporter extends Exporter {
  /** The whole file. `reason`: for staff; it is in the file only where the platform keeps it from students. */
  writeTrouble(reason: string, options: ExportOptions): string;
}

export const TROUBLE =
  'Sockmark could not grade this submission. That is the grader’s trouble and no fault of yours: nothing is lost, and your teacher can have it graded again.';

export function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
