import { describe, expect, it } from 'vitest';
import type { MachineFinding } from '../../harness/report/terminal/doctor.ts';
import { grade } from './grade.ts';

async function findings(env: Record<string, string> = {}): Promise<Map<string, MachineFinding>> {
  const { stdout } = await grade(['doctor', '--json', '-'], { env });
  const { findings: all } = JSON.parse(stdout) as { findings: MachineFinding[] };
  return new Map(all.map((finding) => [finding.id, finding]));
}

describe('grade doctor', () => {
  it('tells of everything that a grading may need', async () => {
    const all = await findings();
    expect([...all.keys()]).toEqual([
      'node',
      'private-networks',
      'bubblewrap',
      'strace',
      'curl',
      'python',
      'c',
      'java',
      'go',
    ]);
    expect(all.get('node')).toMatchObject({ works: true, detail: process.versions.node });
  });

  it('names the remedy for what is not there', async () => {
    const all = await findings({ PATH: '/nowhere' });
    for (const id of ['curl', 'python', 'c', 'java', 'go']) {
      expect(all.get(id)).toMatchObject({
        works: false,
        detail: expect.stringContaining('is not installed') as string,
      });
      expect(all.get(id)?.remedy).toMatch(/install/);
    }
  });

  it('exits with 0 where something can be graded, and says it in words', async () => {
    const { code, stdout } = await grade(['doctor'], { env: { PATH: '/nowhere' } });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}yes +Node\.js/m);
    expect(stdout).toMatch(
      /^ {2}no +Python 3 +python3 is not installed; programs in Python cannot be graded$/m,
    );
  });
});
