import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import type { Again } from '../../harness/report/html/student-page.tsx';
import type { SocketCalls } from '../../harness/capture/calls/socket-calls.ts';
import { writeStudentPage } from '../../harness/commands/pages.ts';
import { visible } from '../../harness/report/visible.ts';
import { HOSTILE_TEXTS } from '../report/hostile-text.ts';
import {
  bytes,
  check,
  connection,
  conversation,
  program,
  referenceClient,
  result,
  scenario,
} from '../report/sample-results.ts';
import { type Browser, chromiumPath, ifMissing, startBrowser } from './browser.ts';
import { writeClass } from './class-of.ts';
import { hostile } from './hostile-result.ts';
import { HOSTILE_HTML } from './hostile-html.ts';

const lost = check({
  status: 'failed',
  score: 0,
  message: 'The server answered "Hello World".',
  hint: 'Use upper().',
  where: { file: 'server.py', line: 12, source: 'conn.send(text.title())' },
  at: { connection: 1, event: 2 },
  difference: { expected: bytes('HELLO WORLD'), actual: bytes('Hello World'), offset: 1 },
});

const refused = connection({ id: 2, outcome: 'refused', serverPort: 9999, events: [] });

const calls: SocketCalls = {
  made: [
    { at: 1.5, call: 'socket', descriptor: 3, about: 'TCP over IPv4', arguments: '' },
    { at: 2, call: 'getsockname', descriptor: 3, about: '', arguments: '', byRuntime: true },
    {
      ...{ at: 2.25, call: 'bind', descriptor: 3, about: '0.0.0.0:80', arguments: '' },
      error: { name: 'EACCES', text: 'Permission denied' },
    },
  ],
  dropped: 4,
  neverClosed: [3],
};

const sample = result({
  status: 'failed',
  score: 3,
  scenarios: [
    scenario({
      status: 'failed',
      score: 3,
      checks: [check({ id: 'listens', title: 'The server listens' }), lost],
      conversation: conversation(
        connection({
          events: [
            { kind: 'open', at: 30, from: 'client' },
            { kind: 'data', at: 30.4, from: 'client', bytes: bytes('hello\r\nworld') },
            { kind: 'data', at: 31.2, from: 'server', bytes: bytes('Hello World') },
            { kind: 'fin', at: 31.5, from: 'server' },
            { kind: 'rst', at: 32, from: 'client' },
          ],
        }),
        refused,
      ),
      programs: [program({ stdout: 'listening\n', stderr: 'a warning\n', calls }), referenceClient],
      capture: '/captures/alice/uppercase #1.pcapng',
    }),
    scenario({ id: 'own', title: 'Your server with your client' }),
  ],
  hints: [
    { id: 'not-upper', message: 'title() makes only first letters capital.', file: 'server.py', line: 12 },
  ],
  excerpts: [
    {
      file: 'server.py',
      from: 10,
      lines: ['while True:', '    text = conn.recv(99)', '    conn.send(text.title())', '    conn.close()'],
    },
  ],
});

const OTHERS = HOSTILE_TEXTS.filter(({ length }) => length < 10_000);
/** Long enough for any window; what is cut is cut before. */
const ENDLESS = HOSTILE_TEXTS.filter(({ length }) => length >= 10_000).map((text) => text.slice(0, 20_000));

const AGAIN: Again = {
  whole: 'grade replay alice.json',
  run: ({ task }, scenario) => `grade replay alice.json --task ${task.id} --scenario ${scenario}`,
};

describe.skipIf(chromiumPath === undefined)(`the page of a student in Chromium${ifMissing}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
  });

  async function open(of: Result, name: string) {
    const file = `${browser.folder}/${name}.html`;
    await writeStudentPage([of], file, AGAIN);
    return browser.open(file);
  }

  it('draws each event as what it is, and ties the one that cost points to its check, both ways', async () => {
    const { page, complaints } = await open(sample, 'sample');
    const drawn = page.locator('.scenario').first().locator('.row');
    expect(await drawn.locator('.what').allInnerTexts()).toEqual([
      'connects to port 12000',
      '"hello␍␊world"',
      '"Hello World"',
      'FIN',
      'RST',
      'SYN to port 9999',
      'RST: refused, nobody listens on 9999',
    ]);
    expect(await page.locator('.row.fin .foot').count()).toBeGreaterThan(0);
    expect(await page.locator('.row.reset .cross').count()).toBe(2);
    await page.getByRole('link', { name: 'where on the wire' }).click();
    expect(await page.locator('.row:target .what').innerText()).toBe('"Hello World"');
    await page.locator('.row:target a.loss').click();
    expect(await page.locator('.check:target .check-title').innerText()).toBe(lost.title);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows the line in its context, what differs, and the bytes on demand, by keyboard too', async () => {
    const { page } = await open(sample, 'bytes');
    expect(await page.locator('.check .excerpt .at').innerText()).toMatch(
      /12.*conn\.send\(text\.title\(\)\)/s,
    );
    expect(await page.locator('.difference mark').allInnerTexts()).toEqual(['ELLO WORLD', 'ello World']);
    const row = page.locator('.row', { hasText: 'hello␍␊world' }).first();
    expect(await row.locator('.hex').isVisible()).toBe(false);
    await row.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await row.locator('.hex').innerText()).toContain('68 65 6c 6c 6f 0d 0a 77');
    expect(await page.locator('.capture a').getAttribute('href')).toMatch(/alice\/uppercase%20%231\.pcapng$/);
    await page.close();
  });

  it('reads as sentences to a screen reader: who sent what to whom, and where points were lost', async () => {
    const { page } = await open(sample, 'spoken');
    const drawing = page.locator('ol.rows').first();
    expect(await drawing.ariaSnapshot()).toMatch(
      /client to server\.py: .*hello␍␊world.*server\.py to reference client: .*Hello World.*Points were lost here/s,
    );
    expect(await page.locator('h1').count()).toBe(1);
    await page.close();
  });

  it('has the socket calls and the command that plays the run again on demand', async () => {
    const { page } = await open(sample, 'calls');
    const table = page.getByRole('table', { name: 'Socket calls of server.py', includeHidden: true });
    expect(await table.isVisible()).toBe(false);
    await page.getByText('Socket calls (2 lines)').click();
    expect(await table.locator('tbody tr').allInnerTexts()).toEqual([
      '1.5 ms\tsocket\t3\tTCP over IPv4',
      expect.stringMatching(/bind\t3\t0\.0\.0\.0:80 +failed: Permission denied \(EACCES\)/) as string,
      '\t–\t3\tnever closed: left to the exit',
    ]);
    expect(await page.getByText('4 calls in between are not kept').isVisible()).toBe(true);
    await page.getByText('Play this run again').first().click();
    const { task, scenarios } = sample;
    const command = AGAIN.run?.(sample, scenarios[0]?.id ?? '') ?? '';
    expect(command).toContain(task.id);
    expect(await page.getByText(command).first().isVisible()).toBe(true);
    await page.close();
  });

  it('prints what is folded on the screen, in light colours, without the controls', async () => {
    const { page } = await open(sample, 'printed');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const folded = page.locator('.scenario').nth(1).locator('.check').first();
    expect((await folded.boundingBox())?.height).toBeGreaterThan(10);
    expect(await page.locator('header.top').isVisible()).toBe(false);
    const ink = await page.evaluate('getComputedStyle(document.body).color');
    expect(ink).toBe('rgb(27, 36, 48)');
    await page.close();
  });

  it('fits a phone', async () => {
    const file = `${browser.folder}/phone.html`;
    await writeStudentPage([hostile('x'.repeat(5000))], file, AGAIN);
    const { page } = await browser.open(file, { viewport: { width: 390, height: 844 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.close();
  });

  /** `whole`: characters of each text that are shown at least. */
  async function expectText(file: string, texts: string[], whole = 500): Promise<void> {
    const { page, complaints } = await browser.open(file);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1280);
    await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
    const found = await page.evaluate(LOOK);
    expect(found).toEqual({ hacked: undefined, foreign: 0, scripts: 1, handlers: 0, schemes: [] });
    const letters = (words: string) => words.replace(/\s+/g, '');
    const shown = letters(await page.evaluate('document.body.textContent'));
    for (const text of texts) expect(shown).toContain(letters(visible(text)).slice(0, whole));
    expect(complaints).toEqual([]);
    await page.close();
  }

  it.each([
    ['HTML', HOSTILE_HTML],
    ['attributes and URLs', HOSTILE_HTML.toReversed()],
    ['controls, marks and letters that hide or reorder', OTHERS],
    ['a text without end', ENDLESS],
  ])('%s: text wherever a submission can put it', async (_name, texts) => {
    const file = `${browser.folder}/hostile.html`;
    await writeStudentPage([hostile(texts.join('\n'))], file, AGAIN);
    await expectText(file, texts.slice(0, 1));
  });

  it('all these are text on the page of the class too', async () => {
    const texts = [...HOSTILE_HTML, ...OTHERS, ...ENDLESS];
    const file = await writeClass(browser.folder, texts.map(hostile), ({ id: text }) => ({
      people: [{ name: text }],
      group: text,
      reason: text,
      remarks: [text],
      late: { percent: 10, note: text },
      overrides: [{ submission: text, comment: text, by: text }],
    }));
    await expectText(file, texts, 200);
    await expectText(`${browser.folder}/submissions/1 #?%.html`, texts.slice(1, 2));
  });
});

/** What a page must not have. */
const LOOK = `({
  hacked: globalThis.hacked,
  foreign: document.querySelectorAll('img, iframe, object, embed, base, form[action], meta[http-equiv=refresh], svg[onload]').length,
  scripts: document.scripts.length,
  handlers: [...document.querySelectorAll('*')].filter((one) => one.getAttributeNames().some((name) => name.startsWith('on'))).length,
  schemes: [...document.links].map(({ protocol }) => protocol).filter((protocol) => protocol !== 'file:'),
})`;
