import { expect } from 'vitest';

/** What a runner of GitHub Actions obeys of a step's output: every command, but for those between stop-commands and its token. */
export function obeyed(output: string): string[] {
  const commands: string[] = [];
  let token: string | undefined;
  for (const line of output.split(/\r\n|\r|\n/)) {
    if (token !== undefined) {
      if (line.trim() === `::${token}::`) token = undefined;
      continue;
    }
    const stop = /^\s*::stop-commands::(.+)$/.exec(line);
    if (stop !== null) token = stop[1];
    else if (/^\s*::|##\[/.test(line)) commands.push(line);
  }
  expect(token).toBeUndefined();
  return commands;
}
