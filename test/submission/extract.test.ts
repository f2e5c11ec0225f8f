import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UPPERCASE } from '../commands/submissions.ts';
import { prepare, summary } from './folders.ts';

const SERVER = UPPERCASE['server.py'];
const CLIENT = UPPERCASE['client.py'];

const code = (source: string | string[]) => ({ cell_type: 'code', metadata: {}, outputs: [], source });
const text = (source: string) => ({ cell_type: 'markdown', metadata: {}, source });
const notebook = (...cells: object[]) =>
  JSON.stringify({ cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 });

async function textOf(submission: Awaited<ReturnType<typeof prepare>>, role: 'server' | 'client') {
  return readFile(join(submission.stage, submission.programs[role]?.file ?? ''), 'utf8');
}

describe('a notebook', () => {
  it('with a program a cell is read as these programs, with the cells before them that all of them need', async () => {
    const [first = '', ...rest] = SERVER.split('\n');
    const submission = await prepare({
      'Lab 3.ipynb': notebook(
        text('# My lab'),
        code(`!pip install nothing\n${first}`),
        code(rest.map((line) => `${line}\n`)),
        code(CLIENT),
        code("print('done')"),
      ),
    });
    expect(summary(submission)).toEqual({
      server: 'Lab 3 (cell 2).py',
      client: 'Lab 3 (cell 3).py',
      findings: [],
    });
    const server = await textOf(submission, 'server');
    expect(server.startsWith('# !pip install nothing\nfrom socket import *\n')).toBe(true);
    expect(server).not.toContain('connect(');
    expect(await textOf(submission, 'client')).not.toContain('.listen(');
  });

  it('that writes files is read as those files', async () => {
    const cells = [code(`%%writefile server.py\n${SERVER}`), code(`%%writefile client.py\n${CLIENT}`)];
    const submission = await prepare({ 'all.ipynb': notebook(...cells) });
    expect(summary(submission)).toEqual({ server: 'server.py', client: 'client.py', findings: [] });
    expect((await textOf(submission, 'client')).trim()).toBe(CLIENT.trim());
  });

  it('for each program is read as one program each', async () => {
    const lines = SERVER.split('\n');
    const submission = await prepare({
      'server.ipynb': notebook(code(lines.slice(0, 4).join('\n')), code(lines.slice(4).join('\n'))),
      'client.ipynb': notebook(code(CLIENT)),
    });
    expect(summary(submission)).toEqual({
      server: 'server (all cells).py',
      client: 'client (all cells).py',
      findings: [],
    });
    expect((await textOf(submission, 'server')).replaceAll('\n\n', '\n')).toBe(SERVER);
  });

  it.each(['{"cells": 3}', '[]', '{', '{"cells":[{"cell_type":"code","source":{}}]}'])(
    'that is none, %s, is no program',
    async (content) => {
      const { findings } = summary(await prepare({ 'x.ipynb': content }));
      expect(findings).toEqual(['nothing-found']);
    },
  );
});

describe('a Markdown file', () => {
  it.each([
    ['a name above', `**server.py**\n\n\`\`\`python\n${SERVER}\`\`\`\n\n### client.py\n~~~\n${CLIENT}~~~\n`],
    [
      'a name behind the fence',
      `\`\`\`py title="server.py"\n${SERVER}\`\`\`\n\`\`\`py client.py\n${CLIENT}\`\`\``,
    ],
    ['a name in a comment', `\`\`\`\n# server.py\n${SERVER}\`\`\`\n\`\`\`\n# client.py\n${CLIENT}`],
  ])('with %s is read as these programs', async (_where, report) => {
    expect(summary(await prepare({ 'report.md': report }))).toEqual({
      server: 'server.py',
      client: 'client.py',
      findings: [],
    });
  });

  it('without names is read by what the programs do; output and shells are passed over', async () => {
    const report = `\`\`\`bash\npython3 server.py\n\`\`\`\n\`\`\`python\n${SERVER}\`\`\`\n\`\`\`\nHELLO\n\`\`\`\n\`\`\`{.python}\n${CLIENT}\`\`\`\n`;
    expect(summary(await prepare({ 'report.md': report }))).toMatchObject({
      server: 'report (line 4).py',
      findings: [],
    });
  });

  it('does not matter where the programs are there as files', async () => {
    const report = `\`\`\`python\n${SERVER.replace('12000', '9999')}\`\`\`\n`;
    const submission = await prepare({ ...UPPERCASE, 'README.md': report });
    expect(summary(submission)).toEqual({ server: 'server.py', client: 'client.py', findings: [] });
  });

  it('cannot write outside of the stage, or over what is there', async () => {
    const report = `\`\`\`py ../../escaped.py\n${SERVER}\`\`\`\n\`\`\`py client.py\nprint(1)\n\`\`\`\n`;
    const submission = await prepare({ 'report.md': report, 'client.py': CLIENT });
    expect(summary(submission)).toMatchObject({ server: 'escaped.py', client: 'client.py' });
    expect(await textOf(submission, 'client')).toBe(CLIENT);
  });
});
