/** `sockmark.json` in a student's folder: what it says overrules what is found. */
import { join, posix } from 'node:path';
import { jsonPath, locate, readJsonFile, type JsonFile } from '../spec/json-file.ts';
import { didYouMean, listWords } from '../spec/nearest.ts';
import type { Program as ManifestProgram } from '../spec/submission.generated.ts';
import { ROLES, type Role } from '../spec/task.ts';
import { shownValue, UserError, type Fault } from '../spec/user-error.ts';
import { validate } from '../spec/validate.ts';
import type { Source } from './languages/language.ts';
import { LANGUAGES } from './languages/registry.ts';
import type { Finding } from './submission.ts';

const MANIFEST = 'sockmark.json';

/** What the manifest says of one role. */
export interface Appointed {
  source: Source;
  /** The folder of the manifest, from which `command` is started. Relative to the stage. */
  folder: string;
  command: readonly string[] | undefined;
  port: 'env' | 'argv' | 'written' | undefined;
}

export interface Manifest {
  appointed: Partial<Record<Role, Appointed>>;
  findings: Finding[];
}

/** The outermost one. `files` are in that order. */
export async function readManifest(
  stage: string,
  files: readonly string[],
  sources: readonly Source[],
): Promise<Manifest> {
  const manifest: Manifest = { appointed: {}, findings: [] };
  const name = files.find((file) => posix.basename(file) === MANIFEST);
  if (name === undefined) return manifest;
  try {
    const json = await readJsonFile(join(stage, name));
    const value = await validate(json, 'submission.schema.json');
    for (const role of ROLES) {
      const program = value[role];
      if (program !== undefined) appoint({ role, program, name, json }, sources, manifest);
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    for (const fault of [error, ...error.others]) manifest.findings.push(wrong(name, fault));
  }
  return manifest;
}

interface Entry {
  role: Role;
  program: ManifestProgram;
  /** The manifest, relative to the stage. */
  name: string;
  json: JsonFile;
}

function appoint({ role, program, name, json }: Entry, sources: readonly Source[], manifest: Manifest): void {
  const folder = posix.dirname(name);
  const file = posix.join(folder, program.file);
  const source = sources.find((each) => each.file === file);
  const at = (segments: (string | number)[]) => ({
    path: jsonPath(segments),
    ...locate(json.tree, segments),
  });
  if (source === undefined) {
    const known = sources.map((each) => posix.relative(folder, each.file));
    const allowed = `a program of the folder (${LANGUAGES.map((each) => each.name).join(', ')})`;
    const there = known.length === 0 ? '' : `: ${listWords(known.slice(0, 10))}`;
    manifest.findings.push(
      wrong(name, {
        ...at([role, 'file']),
        found: shownValue(program.file),
        allowed: `${allowed}${there}`,
        remedy: didYouMean(program.file, known),
      }),
    );
    return;
  }
  if (program.port === 'argv' && program.command?.some((word) => word.includes('{port}')) === false) {
    manifest.findings.push(
      wrong(name, {
        ...at([role, 'command']),
        found: shownValue(program.command),
        allowed: 'a command with {port} in it, since "port" is "argv"',
      }),
    );
  }
  manifest.appointed[role] = { source, folder, command: program.command, port: program.port };
}

function wrong(name: string, { line, path, found, allowed, remedy }: Fault): Finding {
  const where = [line === undefined ? [] : [`line ${line}`], path === undefined ? [] : [path]]
    .flat()
    .join(', ');
  const parts = [`found ${found ?? 'nothing'}`, `allowed: ${allowed ?? 'see the schema'}`, remedy ?? ''];
  const role = ROLES.find((each) => path?.startsWith(`$.${each}`));
  const message = `${name} is wrong${where === '' ? '' : ` (${where})`}: ${parts.filter(Boolean).join('; ')}`;
  return {
    code: 'manifest-wrong',
    role,
    file: name,
    ...(line === undefined ? {} : { line }),
    message: `${message}${/[.?!]$/.test(message) ? '' : '.'}`,
  };
}
