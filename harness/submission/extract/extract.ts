/**
 * Programs that were handed in inside of another file. They are written beside it into the stage, each to a file of
 * its own, and from there on are files like all others.
 */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { behaviourOf } from '../behaviour.ts';
import { languageOf } from '../languages/registry.ts';
import { readCode } from '../read-code.ts';
import { endingOf, type Extract } from './code-piece.ts';
import { programsInFences } from './fences.ts';
import { cellsOf } from './notebook.ts';

const MOST_BYTES = 4 * 1024 * 1024;
const MOST_EXTRACTS = 60;
const CARRIERS = /\.(?:ipynb|md|markdown|qmd|rmd)$/i;

/**
 * Writes the programs in notebooks and Markdown files of the stage beside them. Resolves with what was written,
 * relative to the stage.
 */
export async function extractPrograms(stage: string, files: readonly string[]): Promise<string[]> {
  const written: string[] = [];
  for (const file of files.filter((name) => CARRIERS.test(name))) {
    for (const { path, code } of await programsIn(stage, file)) {
      if (files.includes(path) || written.includes(path) || written.length >= MOST_EXTRACTS) continue;
      await mkdir(dirname(join(stage, path)), { recursive: true });
      await writeFile(join(stage, path), code);
      written.push(path);
    }
  }
  return written;
}

interface Program {
  path: string;
  code: string;
}

async function programsIn(stage: string, file: string): Promise<Program[]> {
  const { size } = await stat(join(stage, file));
  if (size > MOST_BYTES) return [];
  const text = (await readFile(join(stage, file), 'utf8')).replace(/^\uFEFF/, '');
  const isNotebook = /\.ipynb$/i.test(file);
  const extracts = isNotebook ? wholePrograms(cellsOf(text)) : programsInFences(text);
  return extracts.flatMap((extract) => programOf(file, extract) ?? []);
}

function programOf(file: string, { code, language, name, place }: Extract): Program | undefined {
  const ending = name === undefined ? endingOf(language, code) : '';
  if (ending === undefined || code.trim() === '') return undefined;
  const stem = posix.basename(file).replace(/\.\w+$/, '');
  // Java wants a public class in a file of its name.
  const own = ending === '.java' ? /\bpublic\s+(?:final\s+)?class\s+(\w+)/.exec(code)?.[1] : undefined;
  const called = name ?? (own === undefined ? `${stem} (${place})${ending}` : `${own}.java`);
  const path = posix.join(posix.dirname(file), called);
  const isOutside = posix.isAbsolute(called) || path.split('/').includes('..');
  return isOutside || languageOf(path) === undefined ? undefined : { path, code: `${code.trimEnd()}\n` };
}

/**
 * A cell that uses the network is a program; what stands before it, imports and helpers, belongs to it. Where all of
 * them play one role, the notebook is one program.
 */
function wholePrograms(cells: readonly Extract[]): Extract[] {
  const roles = cells.map((cell) => (cell.name === undefined ? roleOf(cell, cells) : undefined));
  const several = new Set(roles.filter((role) => role !== undefined)).size > 1;
  const named = cells.filter(({ name }) => name !== undefined);
  const unnamed = cells
    .map((cell, index) => ({ cell, role: roles[index] }))
    .filter(({ cell }) => cell.name === undefined);
  const [first] = unnamed;
  if (first === undefined) return named;
  if (!several) {
    const code = unnamed.map(({ cell }) => cell.code).join('\n\n');
    return [...named, { ...first.cell, code, place: 'all cells' }];
  }
  const programs = unnamed.flatMap(({ cell, role }, index) => {
    if (role === undefined) return [];
    const shared = unnamed.slice(0, index).filter((one) => one.role === undefined);
    return [{ ...cell, code: [...shared.map((one) => one.cell.code), cell.code].join('\n\n') }];
  });
  return [...named, ...programs];
}

/** By the cell itself; that it is about sockets at all may stand in another one, with the imports. */
function roleOf(cell: Extract, cells: readonly Extract[]): string | undefined {
  const language = languageOf(`x${endingOf(cell.language, cell.code) ?? ''}`);
  if (language === undefined) return undefined;
  const source = { file: 'cell', language, text: cell.code, ...readCode(cell.code, language.tokens) };
  const all = cells.map(({ code }) => code).join('\n');
  const context = {
    file: 'all',
    language,
    text: '',
    code: '',
    quoted: readCode(all, language.tokens).quoted,
  };
  return behaviourOf(source, [context])?.role;
}
