/** TypeScript, run by a Node that takes the types out itself. Its types are not checked: `tsc` is not run. */
import { refusedBy, toolMissing } from '../compiler-errors.ts';
import type { Workshop } from '../workshop.ts';
import * as ecmascript from './ecmascript.ts';
import type { BuildOrder, Built, Language } from './language.ts';

const TRANSFORM = '--experimental-transform-types';
const STRIP = '--experimental-strip-types';
const REMEDY = 'Run Sockmark with Node 24 (22.13 is the oldest that takes types out of a program).';

interface TypeRemoval {
  /** `transform` also turns enums and parameter properties into JavaScript. */
  mode: 'transform' | 'strip';
  flags: string[];
}

/** What the running Node can do with types; undefined before 22.13. */
function typeRemoval(): TypeRemoval | undefined {
  const known = process.allowedNodeEnvironmentFlags;
  if (!('stripTypeScriptTypes' in process.getBuiltinModule('node:module'))) return undefined;
  const quiet = '--disable-warning=ExperimentalWarning';
  if (known.has(TRANSFORM)) return { mode: 'transform', flags: [TRANSFORM, quiet] };
  return { mode: 'strip', flags: known.has(STRIP) ? [STRIP, quiet] : [] };
}

/** Takes the types out of each file named on stdin, which parses it, and runs none of them. */
const CHECK = `
const { readFileSync } = require('node:fs');
const { stripTypeScriptTypes } = require('node:module');
const { files, mode } = JSON.parse(readFileSync(0, 'utf8'));
const found = {};
for (const file of files) {
  try {
    stripTypeScriptTypes(readFileSync(file, 'utf8').replace(/^\\uFEFF/, ''), { mode });
  } catch (error) {
    const line = /^\\S*?:(\\d+)\\n/.exec(String(error.stack))?.[1];
    found[file] = { line: line && Number(line), message: String(error.message), code: error.code };
  }
}
console.log(JSON.stringify(found));
`;

type Faults = Record<string, { line?: number; message: string; code?: string } | undefined>;

async function faultsIn(
  files: readonly string[],
  mode: TypeRemoval['mode'],
  workshop: Workshop,
): Promise<Faults> {
  const command = [process.execPath, '--no-warnings', '--input-type=commonjs', '-e', CHECK];
  const { stdout } = await workshop.run(command, { input: JSON.stringify({ files, mode }) });
  try {
    return JSON.parse(stdout) as Faults;
  } catch {
    // A file that breaks the parser itself shows what it does when it is run.
    return {};
  }
}

function judge(order: BuildOrder, { flags }: TypeRemoval, faults: Faults, workshop: Workshop): Built {
  for (const source of [order.source, ...order.companions]) {
    const fault = faults[source.file];
    if (fault === undefined) continue;
    if (fault.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
      return toolMissing(order.role, source, `a Node that knows all of it (${fault.message})`, REMEDY);
    }
    const errors = [{ file: source.file, line: fault.line, message: fault.message }];
    return refusedBy({ code: 'does-not-parse', order, errors, does: 'does not parse' }, workshop);
  }
  return { role: order.role, start: ecmascript.nodeStart(order, flags), findings: [] };
}

async function build(orders: readonly BuildOrder[], workshop: Workshop): Promise<Built[]> {
  const removal = typeRemoval();
  if (removal === undefined) {
    const needs = `a Node that runs it (this is ${process.version})`;
    return orders.map(({ role, source }) => toolMissing(role, source, needs, REMEDY));
  }
  const files = orders.flatMap(({ source, companions }) => [source, ...companions]).map(({ file }) => file);
  const faults = await faultsIn([...new Set(files)], removal.mode, workshop);
  return orders.map((order) => judge(order, removal, faults, workshop));
}

export const typescript: Language = {
  id: 'typescript',
  name: 'TypeScript',
  extensions: ['.ts', '.mts', '.cts'],
  tokens: ecmascript.ECMASCRIPT_TOKENS,
  network: ecmascript.ECMASCRIPT_NETWORK,
  signs: ecmascript.ECMASCRIPT_SIGNS,
  datagrams: ecmascript.ECMASCRIPT_DATAGRAMS,
  ports: ecmascript.ECMASCRIPT_PORTS,
  lines: ecmascript.ECMASCRIPT_LINES,
  display: ecmascript.ECMASCRIPT_DISPLAY,
  isEntry: ({ file }) => !/\.d\.[cm]?ts$/.test(file),
  uses: ecmascript.importedFiles,
  build,
};
