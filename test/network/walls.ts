/** Whether programs can be graded behind the walls of bubblewrap here. */
import { privateNetwork } from '../../harness/network/private/private-network.ts';
import { grade } from '../commands/grade.ts';

export const walled = privateNetwork().kind !== 'refused' && (await bubblewrapWorks());

/** Stands behind a test's title. */
export const why = walled ? '' : ' (no bubblewrap here)';

async function bubblewrapWorks(): Promise<boolean> {
  const { stdout } = await grade(['doctor', '--json', '-']);
  const { findings } = JSON.parse(stdout) as { findings: { id: string; works: boolean }[] };
  return findings.some(({ id, works }) => id === 'bubblewrap' && works);
}
