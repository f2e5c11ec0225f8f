/** A piece of Python as a process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { python, until } from './programs.ts';

/** Runs `source` and waits for the first line that it prints. The rest is collected. */
export async function spawnPython(source: string) {
  const child = spawn(python ?? 'python3', ['-u', '-c', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const ended = once(child.stdout, 'end');
  const firstLine = await until(
    () => /^(.*)\n/.exec(text)?.[1] ?? (child.exitCode === null ? undefined : ''),
  );
  return {
    pid: child.pid,
    firstLine,
    /** What it printed behind the first line. */
    output: ended.then(() => text.slice(text.indexOf('\n') + 1)),
    exitCode: exit.then(([code]) => code),
    kill: () => child.kill('SIGKILL'),
  };
}
