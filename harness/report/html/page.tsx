/**
 * A page as a file of its own: style and script are in it, it asks nobody for anything, and its Content-Security-Policy
 * allows no other script, style or request, whatever a student's program has printed.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { packageFolder } from '../../spec/folders.ts';
import { visible } from '../visible.ts';

interface Page {
  title: string;
  /** What stands at the very top, small. */
  crumbs?: ComponentChildren;
  children: ComponentChildren;
}

/** The whole document as text. Preact escapes every text and attribute; nothing is put in unescaped but our own two files. */
export function renderPage(page: Page): string {
  const { style, script } = assets();
  const head = render(<Head title={page.title} style={style} script={script} />);
  const body = render(<Body crumbs={page.crumbs}>{page.children}</Body>);
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n',
    head,
    `\n<style>${style}</style>\n</head>\n`,
    body.replace(/<\/body>$/, ''),
    `\n<script type="module">${script}</script>\n</body>\n</html>\n`,
  ].join('');
}

interface Assets {
  style: string;
  script: string;
}

let read: Assets | undefined;

function assets(): Assets {
  const text = (name: string) =>
    readFileSync(join(packageFolder, 'harness/report/html/browser', name), 'utf8');
  return (read ??= { style: text('page.css'), script: text('page.js') });
}

/** A square of two arrows, one each way: an icon in the page keeps the browser from asking for one. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#1f3a5f"/><path d="M3 6h8M9 4l2.5 2L9 8M13 10.5H5M7 8.5l-2.5 2 2.5 2" fill="none" stroke="#fff" stroke-width="1.5"/></svg>',
)}`;

function Head({ title, style, script }: { title: string } & Assets) {
  return (
    <>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy(style, script)} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>{visible(title)}</title>
      <link rel="icon" href={ICON} />
    </>
  );
}

/** Nothing but the style and the script whose digests these are (CSP Level 3, section 6.7.3.3); the icon is a data: URL. */
function policy(style: string, script: string): string {
  return [
    "default-src 'none'",
    `style-src '${digest(style)}'`,
    `script-src '${digest(script)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function Body({ crumbs, children }: Pick<Page, 'crumbs' | 'children'>) {
  return (
    <body>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <span class="brand">Sockmark</span>
        <nav aria-label="Where this page belongs">{crumbs}</nav>
      </header>
      <main id="main">{children}</main>
    </body>
  );
}
