/** Where platforms put what was handed in, and where they look for what came of it. */
import type { PlatformExporter } from '../../report/exports/exporter.ts';
import { PLATFORM_EXPORTERS } from '../../report/exports/registry.ts';

export interface Platform {
  exporter: PlatformExporter;
  /** The folder of what was handed in. */
  submission: string;
  /** The file that the platform reads; absent where that is standard output. */
  out?: string;
  /** Seconds after which the platform ends a grading, unless the course has said otherwise. */
  timeout: number;
}

const exporters = PLATFORM_EXPORTERS;

export const PLATFORMS: Record<keyof typeof PLATFORM_EXPORTERS, Platform> = {
  gradescope: {
    exporter: exporters.gradescope,
    submission: '/autograder/submission',
    out: '/autograder/results/results.json',
    timeout: 600,
  },
  prairielearn: {
    exporter: exporters.prairielearn,
    submission: '/grade/student',
    out: '/grade/results/results.json',
    timeout: 30,
  },
  autolab: { exporter: exporters.autolab, submission: '.', timeout: 180 },
  'classroom-50': {
    exporter: exporters['classroom-50'],
    submission: '.',
    out: exporters['classroom-50'].file,
    timeout: 900,
  },
  'github-classroom': { exporter: exporters['github-classroom'], submission: '.', timeout: 600 },
};
