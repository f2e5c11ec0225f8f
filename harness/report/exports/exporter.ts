/** A format in which other programs read one result. A new one is a file beside this one and an entry in `registry.ts`. */
import type { Result } from '../../judge/result.ts';

interface ExportOptions {
  /** When it was graded, or else exported. */
  at: Date;
  /** The name that the platform has for what is graded; else the task's id. */
  item?: string | undefined;
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
