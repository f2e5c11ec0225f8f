/** Pages in a real browser: Debian's Chromium, driven by playwright-core. */
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type BrowserContextOptions, type Page } from 'playwright-core';
import { findTool } from '../../harness/submission/tools.ts';

export const chromiumPath = (await findTool('chromium')) ?? (await findTool('chromium-browser'));

/** To stand behind a test's title, where it is skipped. */
export const ifMissing = chromiumPath === undefined ? ' (skipped: there is no Chromium)' : '';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface OpenPage {
  page: Page;
  /** What went wrong in the browser's eyes: each message of its console, each error, each request but the page's own. */
  complaints: string[];
}

export interface Browser extends AsyncDisposable {
  /** A folder of the test's own, for the pages. */
  folder: string;
  write(name: string, html: string): Promise<string>;
  open(file: string, options?: BrowserContextOptions): Promise<OpenPage>;
}

/** Playwright gives each browser a profile in a temporary folder of its own, and takes it away. */
export async function startBrowser(): Promise<Browser> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
  const browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ARGUMENTS });
  return {
    folder,
    async write(name, html) {
      const file = join(folder, name);
      await writeFile(file, html);
      return file;
    },
    async open(file, options = {}) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(`console: ${message.text()}`));
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
      page.on('request', (request) => {
        if (!request.isNavigationRequest()) complaints.push(`request: ${request.url()}`);
      });
      await page.goto(pathToFileURL(file).href);
      return { page, complaints };
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
