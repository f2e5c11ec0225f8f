/** From a student's folder to programs that can be started: copied, found, built. */
import { mkdir, mkdtemp, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Role } from '../spec/task.ts';
import { UserError } from '../spec/user-error.ts';
import { listed, usedBy } from './candidates.ts';
import { choosePrograms, type Choice, type TaskHint } from './choose.ts';
import type { BuildOrder, Built, Source } from './languages/language.ts';
import { extractPrograms } from './extract/extract.ts';
import { LANGUAGES } from './languages/registry.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { describeProgram } from './program.ts';
import { readSources } from './sources.ts';
import { fillStage, STAGE_LIMITS, type Staged, type StageLimits } from './stage.ts';
import type { Finding, Submission } from './submission.ts';
import type { Confine } from './tools.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

export interface PrepareOptions {
  id: string;
  /** A folder of the harness; the stage is made in it. The caller removes it. */
  scratch: string;
  /** The roles that the student hands in. */
  wanted: readonly Role[];
  /** Which of several servers or clients is meant. */
  task?: TaskHint;
  /** Wraps compilers, so that they see no more of the machine than the program itself will. */
  confine?: Confine;
  limits?: StageLimits;
  /** Ends the building; `prepareSubmission` then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Finds and builds the programs in the folder, or the one program in the file, at `path`. Whatever is wrong with the
 * submission comes back as findings. Safe to call many times at once.
 * @throws {UserError} where there is nothing at `path`.
 */
export async function prepareSubmission(path: string, options: PrepareOptions): Promise<Submission> {
  await seeThatItIsThere(path);
  await mkdir(options.scratch, { recursive: true });
  const stage = await mkdtemp(join(resolve(options.scratch), 'stage-'));
  const staged = await fillStage(path, stage, options.limits ?? STAGE_LIMITS);
  const { sources, manifest, choice } = await findPrograms(stage, staged, options);
  const workshop = openWorkshop(stage, sources, staged.files, options);
  const { programs, findings } = await buildAll(
    ordersOf(choice, manifest, sources, options.wanted),
    manifest,
    workshop,
  );
  return {
    id: options.id,
    path: resolve(path),
    stage,
    programs,
    findings: [...staged.findings, ...manifest.findings, ...choice.findings, ...findings],
  };
}

interface Found {
  sources: Source[];
  manifest: Manifest;
  choice: Choice;
}

/** In the files themselves; where a program is missing, in notebooks and Markdown files too. */
async function findPrograms(stage: string, staged: Staged, options: PrepareOptions): Promise<Found> {
  const sources = await readSources(stage, staged.files);
  const manifest = await readManifest(stage, staged.files, sources);
  const choice = choose(staged, sources, manifest, options);
  const isFound = (role: Role) => (manifest.appointed[role] ?? choice.chosen[role]) !== undefined;
  if (options.wanted.every(isFound)) return { sources, manifest, choice };
  const extracted = await extractPrograms(stage, staged.files);
  if (extracted.length === 0) return { sources, manifest, choice };
  const all = [...sources, ...(await readSources(stage, extracted))];
  return { sources: all, manifest, choice: choose(staged, all, manifest, options) };
}

async function seeThatItIsThere(path: string): Promise<void> {
  await stat(path).catch((error: unknown) => {
    const found = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'nothing' : String(error);
    throw new UserError('There is no submission to grade.', {
      file: resolve(path),
      found,
      allowed: 'a folder with programs, or one program',
      remedy: 'see that the path is right',
    });
  });
}

function choose(
  { files }: Staged,
  sources: readonly Source[],
  { appointed }: Manifest,
  { wanted, task = {} }: PrepareOptions,
): Choice {
  const taken = Object.values(appointed).map(({ source }) => source);
  const open = wanted.filter((role) => appointed[role] === undefined);
  if (open.length === 0) return { chosen: {}, findings: [] };
  if (sources.length === 0) return { chosen: {}, findings: [nothingFound(files, wanted)] };
  return choosePrograms(
    sources.filter((source) => !taken.includes(source)),
    open,
    task,
  );
}

function nothingFound(files: readonly string[], wanted: readonly Role[]): Finding {
  const known = LANGUAGES.map(({ name, extensions }) => `${name} (${extensions.join(', ')})`).join(', ');
  const found = files.length === 0 ? 'The folder is empty.' : `Found instead: ${listed(files)}.`;
  const role = wanted.length === 1 ? wanted[0] : undefined;
  return { code: 'nothing-found', role, message: `No program was found. ${found} Sockmark knows ${known}.` };
}

function ordersOf(
  { chosen }: Choice,
  { appointed }: Manifest,
  sources: readonly Source[],
  wanted: readonly Role[],
): BuildOrder[] {
  return wanted.flatMap((role) => {
    const source = appointed[role]?.source ?? chosen[role]?.source;
    return source === undefined ? [] : [{ role, source, companions: usedBy(source, sources) }];
  });
}

type Programs = Pick<Submission, 'programs' | 'findings'>;

async function buildAll(
  orders: readonly BuildOrder[],
  manifest: Manifest,
  workshop: Workshop,
): Promise<Programs> {
  const languages = new Set(orders.map(({ source }) => source.language));
  const built = await Promise.all(
    [...languages].map((language) =>
      language.build(
        orders.filter(({ source }) => source.language === language),
        workshop,
      ),
    ),
  );
  const result: Programs = { programs: {}, findings: [] };
  for (const order of orders) {
    const own = built.flat().find(({ role }) => role === order.role);
    if (own !== undefined) await add(order, own, manifest, result);
  }
  return result;
}

async function add(
  order: BuildOrder,
  built: Built,
  { appointed }: Manifest,
  result: Programs,
): Promise<void> {
  result.findings.push(...built.findings);
  if (built.start === undefined) return;
  const { role, source, companions: used } = order;
  const described = await describeProgram({
    role,
    source,
    used,
    start: built.start,
    appointed: appointed[role],
  });
  result.findings.push(...described.findings);
  if (described.program !== undefined) result.programs[role] = described.program;
}
