/** A class ten times as large: what each submission costs then, and how much memory the whole. */
import { readFile, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { packageFolder } from '../harness/spec/folders.ts';
import { generateClass } from './classes/generate.ts';

interface ClassCost {
  submissions: number;
  seconds: number;
  /** Of resident memory. */
  peakMegabytes: number;
}

export interface ClassResult {
  small: ClassCost;
  large: ClassCost;
  /** Time per submission, large against small. */
  timeRatio: number;
  memoryRatio: number;
}

/** Grades generated submissions by `grade batch` in a process of its own, `small` of them and then `large`. */
export async function benchClass(small: number, large: number): Promise<ClassResult> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-bench-')));
  try {
    const [first, second] = [await costOfClass(folder, small), await costOfClass(folder, large)];
    return {
      small: first,
      large: second,
      timeRatio: second.seconds / second.submissions / (first.seconds / first.submissions),
      memoryRatio: second.peakMegabytes / first.peakMegabytes,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const SAMPLE_MS = 100;

async function costOfClass(folder: string, submissions: number): Promise<ClassCost> {
  const students = join(folder, `class-${submissions}`);
  await generateClass('plain', submissions, students);
  const out = join(folder, `grades-${submissions}`);
  const began = performance.now();
  // One process, so that its memory is all there is beside the students' programs.
  const grading = execa(
    process.execPath,
    [
      join(packageFolder, 'dist', 'grade.js'),
      ...['batch', students, '--task', 'uppercase', '--out', out, '--workers', '0'],
    ],
    { stdio: 'ignore', reject: false },
  );
  let peak = 0;
  const look = () => void peakOf(grading.pid).then((megabytes) => (peak = Math.max(peak, megabytes)));
  const timer = setInterval(look, SAMPLE_MS);
  const { exitCode } = await grading;
  clearInterval(timer);
  // Some of the generated programs are wrong.
  if (exitCode !== 1) throw new Error(`grade batch ended with ${String(exitCode)}`);
  return { submissions, seconds: (performance.now() - began) / 1000, peakMegabytes: peak };
}

/** The most that was resident until now (proc_pid_status(5), `VmHWM`); 0 once the process has ended. */
async function peakOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
