import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OVERVIEW } from '../../harness/commands/overview.ts';
import { grade, root } from './grade.ts';

const readme = await readFile(join(root, 'README.md'), 'utf8');

/** Times differ from run to run, and with them the blanks before them. */
function withoutTimes(text: string): string {
  return text.replace(/ +\d+(?:\.\d+)? m?s\b/g, ' TIME');
}

describe('the README', () => {
  it('shows what a student really sees', async () => {
    const shown = /```console\n\$ npx grade (.*)\n([\s\S]*?)```/.exec(readme);
    const { stdout } = await grade(shown?.[1]?.split(' ') ?? [], { env: { COLUMNS: '' } });
    expect(withoutTimes(stdout)).toBe(withoutTimes(shown?.[2] ?? 'no example'));
  });

  it('names every command', () => {
    for (const { name } of OVERVIEW) expect(readme).toContain(`\`grade ${name}`);
  });

  it('has the two commands that the project is judged by, alone in their fences', () => {
    const fences = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text);
    expect(fences).toEqual([
      'npm ci && npx grade batch submissions --assignment lab-1\n',
      'npm ci && npm test\n',
    ]);
  });
});

describe('the links of the documentation', () => {
  it('lead somewhere', async () => {
    const docs = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md'));
    const pages = ['README.md', 'CONTRIBUTING.md', ...docs.map((name) => join('docs', name))];
    for (const page of pages) {
      const text = await readFile(join(root, page), 'utf8');
      const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link]) => link ?? '');
      for (const link of links) {
        await expect(
          access(join(root, dirname(page), link)),
          `${page} links to ${link}`,
        ).resolves.toBeUndefined();
      }
    }
  });

  it('and the paths that it names are there', async () => {
    for (const page of ['CONTRIBUTING.md', 'docs/architecture.md']) {
      const text = await readFile(join(root, page), 'utf8');
      const paths = [
        ...text.matchAll(/`((?:harness|test|specs|reference|submissions|assignments)\/[\w./-]+)`/g),
      ];
      for (const [, path] of paths) {
        await expect(access(join(root, path ?? '')), `${page} names ${path}`).resolves.toBeUndefined();
      }
    }
  });

  it('and every dependency has its line', async () => {
    const { dependencies, devDependencies } = JSON.parse(
      await readFile(join(root, 'package.json'), 'utf8'),
    ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
    const page = await readFile(join(root, 'docs', 'dependencies.md'), 'utf8');
    const told = new Set(
      [...page.matchAll(/^\| ([^|]+)\|/gm)].flatMap(([, names]) =>
        (names ?? '').split(',').map((name) => name.trim()),
      ),
    );
    for (const name of [...Object.keys(dependencies), ...Object.keys(devDependencies)])
      expect(told).toContain(name);
  });
});
