import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { type Browser, chromiumPath, ifMissing, type OpenPage, startBrowser } from './browser.ts';
import { student, writeClass } from './class-of.ts';

const STUDENTS = 300;

describe.skipIf(chromiumPath === undefined)(
  `the page of a class of ${STUDENTS} in Chromium${ifMissing}`,
  () => {
    let browser: Browser;
    let file: string;
    let opened: OpenPage;

    beforeAll(async () => {
      browser = await startBrowser();
      file = await writeClass(
        browser.folder,
        Array.from({ length: STUDENTS }, (_, index) => student(index + 1)),
      );
      opened = await browser.open(file);
    });
    afterAll(async () => {
      await browser[Symbol.asyncDispose]();
    });

    const shownIds = (page: Page) => page.locator('tbody tr:visible th a').allInnerTexts();
    const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
    const named = (wanted: number[]) => wanted.map((number) => `student-${number}`);

    it('tells how many have full marks, what was lost by how many, and which hint was given to whom', async () => {
      const { page } = opened;
      const lostReply = numbers(STUDENTS).filter((number) => number % 3 === 0).length;
      const full = numbers(STUDENTS).filter((number) => number % 3 && number % 5 && number % 7).length;
      expect(await page.locator('.tile.passed dd').innerText()).toBe(String(full));
      expect(await page.locator('.tallies li').first().innerText()).toContain(`${lostReply} of ${STUDENTS}`);
      expect(await page.locator('.common .times').innerText()).toContain(String(lostReply));
      expect(await page.locator('.common a').count()).toBe(lostReply);
    });

    it('sorts by a column and the other way round, and tells a screen reader so', async () => {
      const { page } = opened;
      const head = page.locator('th', { hasText: 'student' }).first();
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
      await head.getByRole('button').click();
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      expect((await shownIds(page)).slice(0, 2)).toEqual(named([300, 299]));
      await page.locator('th button', { hasText: 'points' }).click();
      expect(await head.getAttribute('aria-sort')).toBe('none');
      const scores = await page.locator('tbody td.points b').allInnerTexts();
      expect(scores.map(Number)).toEqual(scores.map(Number).sort((a, b) => b - a));
      await head.getByRole('button').click();
      expect((await shownIds(page)).slice(0, 3)).toEqual(named([1, 2, 3]));
    });

    it('filters by words, by verdict and by a lost check, and takes it back', async () => {
      const { page } = opened;
      await page.fill('#find', 'student-29 port');
      expect(await shownIds(page)).toEqual(named([290, 295]));
      expect(await page.locator('#shown').innerText()).toBe(`2 of ${STUDENTS} shown`);
      await page.fill('#find', 'nobody is called so');
      expect(await page.locator('#nobody').isVisible()).toBe(true);
      await page.locator('#nobody button').click();
      expect(await shownIds(page)).toHaveLength(STUDENTS);
      await page.getByLabel('Show who lost port').click();
      expect(await shownIds(page)).toEqual(named(numbers(STUDENTS).filter((number) => number % 5 === 0)));
      await page.locator('label.choice', { hasText: 'inconclusive' }).click();
      expect(await shownIds(page)).toEqual(named(numbers(STUDENTS).filter((number) => number % 35 === 0)));
      await page.locator('#without').click();
      await page.locator('label.choice', { hasText: 'all' }).click();
      expect(await shownIds(page)).toHaveLength(STUDENTS);
    });

    it('can be used by keyboard alone', async () => {
      const { page } = await browser.open(file);
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').innerText()).toContain('Skip to the content');
      await page.focus('#find');
      await page.keyboard.type('student-12');
      expect(await shownIds(page)).toHaveLength(11);
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowRight');
      expect((await shownIds(page)).length).toBeLessThan(11);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.locator('th[aria-sort=descending]').count()).toBe(1);
      await page.close();
    });

    it('leads to the page of each student and back, whatever its file is called', async () => {
      const { page, complaints } = await browser.open(file);
      await page.getByRole('link', { name: 'student-15', exact: true }).last().click();
      expect(await page.locator('h1').innerText()).toBe('student-15');
      await page.getByRole('link', { name: 'Lab 1' }).click();
      expect(await page.locator('h1').innerText()).toBe('Lab 1');
      expect(complaints).toEqual([]);
      await page.close();
    });

    it.each([
      ['a phone', { viewport: { width: 390, height: 844 } }],
      [
        'a narrow window in the dark',
        { viewport: { width: 700, height: 800 }, colorScheme: 'dark' as const },
      ],
    ])('fits %s: nothing lies outside', async (_name, options) => {
      const { page, complaints } = await browser.open(file, options);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.locator('tbody tr').nth(20).scrollIntoViewIfNeeded();
      expect(await page.locator('tbody tr').nth(20).isVisible()).toBe(true);
      expect(complaints).toEqual([]);
      await page.close();
    });

    it('is a table all the same where scripts are not run', async () => {
      const { page } = await browser.open(file, { javaScriptEnabled: false });
      expect(await shownIds(page)).toHaveLength(STUDENTS);
      await page.close();
    });

    it('asked nobody for anything and made the browser complain of nothing', () => {
      expect(opened.complaints).toEqual([]);
    });
  },
);

describe('the page of a class as a file', () => {
  it('allows its own script and style by their digests, and nothing else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
    try {
      const html = await readFile(await writeClass(folder, [student(1)]), 'utf8');
      expect(html).toMatch(
        /"default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; img-src data:;/,
      );
      expect(html).not.toMatch(
        /unsafe-inline|unsafe-eval|<link rel="stylesheet"|<script src| style="| on\w+="/,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
