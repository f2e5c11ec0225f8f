/** The formats that one result is exported in. */
import { autolab } from './autolab.ts';
import { ctrf } from './ctrf.ts';
import type { Exporter } from './exporter.ts';
import { githubClassroom } from './github-classroom.ts';
import { gradescopeResults } from './gradescope.ts';
import { junit } from './junit.ts';
import { prairielearn } from './prairielearn.ts';
import { tap } from './tap.ts';

export const EXPORTERS: readonly Exporter[] = [
  junit,
  ctrf,
  tap,
  gradescopeResults,
  prairielearn,
  autolab,
  githubClassroom,
];
