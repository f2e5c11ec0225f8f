/** The layouts that are known, in the order in which they are tried: what is easily mistaken comes last. */
import { blackboard } from './blackboard.ts';
import { brightspace } from './brightspace.ts';
import { canvas } from './canvas.ts';
import { classroom50, githubClassroom } from './clones.ts';
import { gradescope } from './gradescope.ts';
import type { Layout } from './layout.ts';
import { moodle } from './moodle.ts';
import { plain } from './plain.ts';

export const LAYOUTS: readonly Layout[] = [
  gradescope,
  brightspace,
  moodle,
  blackboard,
  canvas,
  classroom50,
  githubClassroom,
  plain,
];
