/** The formats that one result is exported in. */
import { autolab } from './autolab.ts';
import { classroom50 } from './classroom-50.ts';
import { ctrf } from './ctrf.ts';
import type { Exporter, PlatformExporter } from './exporter.ts';
import { githubClassroom } from './github-classroom.ts';
import { gradescopeResults } from './gradescope.ts';
import { junit } from './junit.ts';
import { prairielearn } from './prairielearn.ts';
import { tap } from './tap.ts';

/** Those of platforms that grade each submission as it comes. */
export const PLATFORM_EXPORTERS = {
  gradescope: gradescopeResults,
  prairielearn,
  autolab,
  'classroom-50': classroom50,
  'github-classroom': githubClassroom,
} as const satisfies Record<string, PlatformExporter>;

export const EXPORTERS: readonly Exporter[] = [junit, ctrf, tap, ...Object.values(PLATFORM_EXPORTERS)];
