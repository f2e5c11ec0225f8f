/** `grade record`: a task drafted by watching a teacher's own pair of programs, and proved. */
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { checkedFolder } from '../batch/layout.ts';
import { openScratch } from '../batch/scratch.ts';
import { Slots } from '../batch/slots.ts';
import type { Draft } from '../draft/draft.ts';
import { explained } from '../draft/explain.ts';
import { recordPair } from '../draft/record/record.ts';
import type { Lines } from '../draft/record/watch.ts';
import { callOf, checkedId, refuseExisting, rewriteSpec, writeDraft } from '../draft/write-draft.ts';
import { hostNetwork } from '../network/host/host-network.ts';
import type { Network } from '../network/network.ts';
import { renderRecording } from '../report/terminal/recording.ts';
import { loadTask } from '../spec/load.ts';
import type { Role } from '../spec/task.ts';
import { shownPath, UserError } from '../spec/user-error.ts';
import { fillStage } from '../submission/stage.ts';
import { isVerified, verifyTask, type Verification } from '../verify/verify-task.ts';
import type { Arguments, Command } from './command.ts';
import { interruptible } from './interrupt.ts';
import { openNetwork } from './network-choice.ts';
import { dirOption } from './new.ts';
import { colourOption, gradingOptions, networkOf, text, textOf, texts, textsOf } from './options.ts';
import { outputOf } from './output.ts';

const { network, json } = gradingOptions;

export const command: Command = {
  positionals: [
    { name: 'task', describe: 'the name of the new task: small letters, digits, single hyphens' },
  ],
  options: {
    server: text('CMD', 'what starts your server, as in a shell; {port} in it is replaced by a port'),
    client: text('CMD', 'what starts your client'),
    'server-types': texts('LINE', 'a line to type into the server; again for the next one'),
    'client-types': texts('LINE', 'a line to type into the client; again for the next one'),
    in: text('DIR', 'the folder of the two programs, which run in a copy of it; else this folder'),
    ...dirOption,
    ...{ network, json },
    ...colourOption,
  },
  async run(given) {
    const id = checkedId(textOf(given, 'task'), 'grade record');
    const commands = { server: commandOf(given, 'server'), client: commandOf(given, 'client') };
    refuseExisting(id, folderOf(given));
    const programs = await checkedFolder(textOf(given, 'in') ?? '.');
    const opened = await openNetwork(networkOf(given));
    if (opened.kind === 'reexeced') return opened.code;
    return interruptible((signal) =>
      record(given, { id, programs, commands, network: opened.network, signal }),
    );
  },
};

function folderOf(given: Arguments): string {
  return textOf(given, 'dir') ?? '.';
}

function commandOf(given: Arguments, role: Role): string {
  const command = textOf(given, role)?.trim();
  if (command !== undefined && command !== '') return command;
  throw new UserError(`grade record needs to know what starts the ${role}.`, {
    found: `no --${role}`,
    allowed: `--${role} CMD, such as --${role} "python3 ${role}.py"`,
  });
}

interface Recorded {
  id: string;
  /** Their folder. */
  programs: string;
  commands: Record<Role, string>;
  network: Network;
  signal: AbortSignal;
}

async function record(given: Arguments, recorded: Recorded): Promise<number> {
  const { id, programs, commands, network, signal } = recorded;
  await using scratch = await openScratch();
  const stage = join(scratch.folder, 'stage');
  await mkdir(stage);
  const { findings } = await fillStage(programs, stage);
  const lines: Lines = {
    server: textsOf(given, 'server-types'),
    client: textsOf(given, 'client-types'),
  };
  const pair = { id, commands, stage, scratch: scratch.folder, network, signal };
  const { draft, notes } = await recordPair(pair, lines);
  const folder = folderOf(given);
  const files = await writeDraft(draft, folder);
  const proof = await prove(given, { draft, folder, spec: files[0] ?? '', network, signal });
  const recording = { ...proof, notes: [...notes, ...findings.map(({ message }) => message)] };
  const shown = { ...recording, files: files.map(shownPath), task: callOf(id, folder) };
  await outputOf(given).answer({ schemaVersion: 1, ...recording, files }, (terminal) =>
    renderRecording(shown, terminal),
  );
  return isVerified(proof.verification) ? 0 : 1;
}

interface Proving {
  draft: Draft;
  folder: string;
  /** The spec's path. */
  spec: string;
  network: Network;
  signal: AbortSignal;
}

/** Proves what was written; what survives for a reason that is known is explained in the spec first. */
async function prove(
  given: Arguments,
  proving: Proving,
): Promise<{ draft: Draft; verification: Verification }> {
  const { draft, folder, spec, network, signal } = proving;
  const networks =
    networkOf(given) === 'auto' && network.kind === 'private' ? [network, await hostNetwork()] : [network];
  const slots = new Slots(availableParallelism() * 2);
  const bounded = <T>(work: () => Promise<T>): Promise<T> => slots.run(signal, work);
  const verify = async () => verifyTask({ task: await loadTask(spec), networks, signal, bounded });
  const verification = await verify();
  const survived = verification.mutants.filter(({ fate }) => fate.kind === 'survived');
  const survivors = explained(draft, survived);
  if (survivors.length === 0) return { draft, verification };
  const better = { ...draft, survivors };
  await rewriteSpec(better, folder);
  return { draft: better, verification: await verify() };
}
