/** JavaScript, run by the Node that runs the harness. */
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { refusedBy } from '../compiler-errors.ts';
import type { Workshop } from '../workshop.ts';
import { folderOf } from './c-like.ts';
import * as ecmascript from './ecmascript.ts';
import type { BuildOrder, Built, Language, Source } from './language.ts';

type ModuleKind = 'module' | 'commonjs' | 'open';

/** As Node decides it: by the file's ending, then by the nearest package.json. */
async function kindOf(file: string, stage: string): Promise<ModuleKind> {
  if (file.endsWith('.mjs')) return 'module';
  if (file.endsWith('.cjs')) return 'commonjs';
  for (let folder = folderOf(file); ; folder = posix.dirname(folder)) {
    const text = await readFile(join(stage, folder, 'package.json'), 'utf8').catch(() => undefined);
    const type = text === undefined ? undefined : /"type"\s*:\s*"(module|commonjs)"/.exec(text)?.[1];
    if (type !== undefined) return type as ModuleKind;
    if (text !== undefined || folder === '.') return 'open';
  }
}

const MODULE_SYNTAX = /^[ \t]*(?:import|export)\b|^[^\n]*\bawait\b/m;

async function faultIn(source: Source, workshop: Workshop): Promise<ecmascript.SyntaxFault | undefined> {
  const kind = await kindOf(source.file, workshop.stage);
  if (kind === 'module') return ecmascript.moduleFault(source.text, workshop);
  const fault = ecmascript.commonJsFault(source.text);
  const mayBeModule = fault !== undefined && kind === 'open' && MODULE_SYNTAX.test(source.code);
  return mayBeModule ? ecmascript.moduleFault(source.text, workshop) : fault;
}

async function buildOne(order: BuildOrder, workshop: Workshop): Promise<Built> {
  for (const source of [order.source, ...order.companions]) {
    const fault = await faultIn(source, workshop);
    if (fault === undefined) continue;
    const errors = [{ file: source.file, ...fault }];
    return refusedBy({ code: 'does-not-parse', order, errors, does: 'does not parse' }, workshop);
  }
  return { role: order.role, start: ecmascript.nodeStart(order), findings: [] };
}

export const javascript: Language = {
  id: 'javascript',
  name: 'JavaScript',
  extensions: ['.js', '.mjs', '.cjs'],
  tokens: ecmascript.ECMASCRIPT_TOKENS,
  network: ecmascript.ECMASCRIPT_NETWORK,
  signs: ecmascript.ECMASCRIPT_SIGNS,
  datagrams: ecmascript.ECMASCRIPT_DATAGRAMS,
  ports: ecmascript.ECMASCRIPT_PORTS,
  lines: ecmascript.ECMASCRIPT_LINES,
  display: ecmascript.ECMASCRIPT_DISPLAY,
  isEntry: () => true,
  uses: ecmascript.importedFiles,
  build: (orders, workshop) => Promise.all(orders.map((order) => buildOne(order, workshop))),
};
