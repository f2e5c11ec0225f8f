/** Colour where the reader can see it. Colour never carries a meaning of its own: a word always says the same. */
import { styleText } from 'node:util';
import type { Verdict } from '../../judge/result.ts';

type Format = Parameters<typeof styleText>[0];
export type Paint = (format: Format, text: string) => string;

export const plain: Paint = (_format, text) => text;
/** Whether to colour is decided below; from Node 22.13 `styleText` would decide once more, by standard output alone. */
export const coloured: Paint = (format, text) => styleText(format, text, { validateStream: false });

export interface Terminal {
  /** Columns to stay within. */
  columns: number;
  paint: Paint;
}

const NARROWEST = 60;
const WIDEST = 110;
const WITHOUT_TERMINAL = 90;

/** Anything written to: a terminal knows its columns, a file or a pipe does not. */
interface Output {
  isTTY?: boolean;
  columns?: number;
}

/**
 * How to write to `output`. Colours follow `--no-color`, then the environment variables NO_COLOR and FORCE_COLOR
 * (no-color.org, force-color.org), then whether it is a terminal.
 */
export function terminalFor(
  output: Output,
  options: { noColor?: boolean; environment?: NodeJS.ProcessEnv } = {},
): Terminal {
  const environment = options.environment ?? process.env;
  const columns = output.columns ?? (Number(environment.COLUMNS) || WITHOUT_TERMINAL);
  const colours = options.noColor ? false : wantsColour(output, environment);
  return { columns: Math.min(WIDEST, Math.max(NARROWEST, columns)), paint: colours ? coloured : plain };
}

function wantsColour(output: Output, environment: NodeJS.ProcessEnv): boolean {
  if (environment.NO_COLOR) return false;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return output.isTTY === true && environment.TERM !== 'dumb';
}

const WORDS: Record<Verdict, { word: string; format: Format }> = {
  passed: { word: 'PASS', format: ['bold', 'green'] },
  failed: { word: 'FAIL', format: ['bold', 'red'] },
  skipped: { word: 'SKIP', format: ['bold', 'yellow'] },
  inconclusive: { word: 'INCONCLUSIVE', format: ['bold', 'magenta'] },
};

export function verdictWord(verdict: Verdict, paint: Paint): string {
  const { word, format } = WORDS[verdict];
  return paint(format, word);
}

export function verdictFormat(verdict: Verdict): Format {
  return WORDS[verdict].format;
}
