/** What `grade --help` costs against the bare start of Node. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageFolder } from '../harness/spec/folders.ts';
import { median } from './stage.ts';

export function benchHelp(rounds: number): { ratio: number; helpMs: number; nodeMs: number } {
  const entry = join(packageFolder, 'dist', 'grade.js');
  const help: number[] = [];
  const node: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    node.push(wallOf(['-e', '0']));
    help.push(wallOf([entry, '--help']));
  }
  // The first round warms the disk.
  const helpMs = median(help.slice(1));
  const nodeMs = median(node.slice(1));
  return { ratio: helpMs / nodeMs, helpMs, nodeMs };
}

function wallOf(words: string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, words, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${words.join(' ')} ended with ${String(status)}`);
  return performance.now() - start;
}
