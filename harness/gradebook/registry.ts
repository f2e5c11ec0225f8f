/** The formats that grades are exported in. */
import type { Format } from './format.ts';
import { blackboard } from './formats/blackboard.ts';
import { brightspace } from './formats/brightspace.ts';
import { canvas } from './formats/canvas.ts';
import { generic } from './formats/generic.ts';
import { gradescope } from './formats/gradescope.ts';
import { moodle } from './formats/moodle.ts';

export const FORMATS: readonly Format[] = [generic, canvas, moodle, brightspace, blackboard, gradescope];
