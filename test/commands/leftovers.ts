/** What a grading has left running. Linux only: it is looked up in /proc. */
import { readdir, readFile, readlink } from 'node:fs/promises';

/** Command lines of the processes that know of this folder for temporary files: in their arguments, environment or cwd. */
export async function leftovers(temporary: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [environment, line, cwd] = await Promise.all([
        readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''),
        readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
        readlink(`/proc/${pid}/cwd`).catch(() => ''),
      ]);
      const isOurs = [environment, line, cwd].some((text) => text.includes(temporary));
      return isOurs ? [line.replaceAll('\0', ' ')] : [];
    }),
  );
  return found.flat();
}
