/** `grade doctor`: what this machine can do, found out by doing it, and the remedy for what it cannot. */
import { openScratch } from '../batch/scratch.ts';
import { renderDoctor } from '../report/terminal/doctor.ts';
import type { Command } from './command.ts';
import { probeMachine } from './doctor/probes.ts';
import { colourOption, jsonOption } from './options.ts';
import { outputOf } from './output.ts';

export const command: Command = {
  positionals: [],
  options: { ...jsonOption, ...colourOption },
  async run(given) {
    await using scratch = await openScratch();
    const findings = await probeMachine(scratch.folder);
    await outputOf(given).answer({ schemaVersion: 1, findings }, (terminal) =>
      renderDoctor(findings, terminal),
    );
    return findings.every(({ works, needed }) => works || !needed) ? 0 : 2;
  },
};
