/** What `npm run build` does behind the compiler. */
import { constants } from 'node:fs';
import { access, chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { onTestFinished, test } from 'vitest';
import { root } from './grade.ts';

test('what the compiler wrote can be started by its name, and finds its references', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sockmark-build-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const parts = ['package.json', 'dist/grade.js', 'scripts/finish-build.mjs', 'reference/uppercase'];
  await Promise.all(parts.map((part) => cp(join(root, part), join(folder, part), { recursive: true })));
  const command = join(folder, 'dist/grade.js');
  await chmod(command, 0o644);
  await execa(process.execPath, [join(folder, 'scripts/finish-build.mjs')]);
  await access(command, constants.X_OK);
  await access(join(folder, 'dist/reference/uppercase'));
});
