/** What a grading has left that was killed: its folder, and on Linux programs that were still running in it. */
import { readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

const OWNER = 'owner';

/** Marks a folder as this process's. */
export async function own(folder: string): Promise<void> {
  const owner = [process.pid, await startOf(process.pid), await pidSpace()];
  await writeFile(join(folder, OWNER), owner.join(' '));
}

/** Removes the folders in `temporary` that begin with `prefix` and whose owner has died. Others' are left in peace, and what is another container's. */
export async function removeOrphans(temporary: string, prefix: string): Promise<void> {
  const names = await readdir(temporary).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const folder = join(temporary, name);
    const owner = await readFile(join(folder, OWNER), 'utf8').catch(() => undefined);
    if (owner === undefined || (await isAlive(owner))) continue;
    await endProgramsIn(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

async function isAlive(owner: string): Promise<boolean> {
  const [pid = 0, start = '', space] = owner.split(' ');
  // Containers that share a folder for temporary files do not see each other's processes.
  if (space !== undefined && space !== (await pidSpace())) return true;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return (await startOf(Number(pid))) === start;
}

/** A pid comes again, with another time of start (proc_pid_stat(5), field 22); empty where there is no /proc. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** By which numbers processes go here (pid_namespaces(7)); empty where there is no /proc. */
function pidSpace(): Promise<string> {
  return readlink('/proc/self/ns/pid').catch(() => '');
}

/** A program that is not shut in by bubblewrap outlives a harness that is killed. */
async function endProgramsIn(folder: string): Promise<void> {
  const pids = (await readdir('/proc').catch(() => [])).map(Number).filter((pid) => pid > 0);
  for (const pid of pids) {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (!`${cwd}${sep}`.startsWith(folder + sep)) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}
