/**
 * What a runner of GitHub Actions obeys on standard output, and in the file of a step's outputs
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands).
 */
import type { Annotation } from './annotations.ts';

const COMMANDS: Record<Annotation['level'], string> = {
  failure: 'error',
  warning: 'warning',
  notice: 'notice',
};

/** The runner takes ten of each level from a step. */
const MOST_OF_A_LEVEL = 10;

/** A line for each annotation that the runner will take. */
export function annotationLines(annotations: readonly Annotation[]): string {
  const kept = (Object.keys(COMMANDS) as Annotation['level'][]).flatMap((level) =>
    annotations.filter((one) => one.level === level).slice(0, MOST_OF_A_LEVEL),
  );
  return kept.map(command).join('');
}

function command({ level, path, line, title, message }: Annotation): string {
  const properties = { file: path, line: String(line), title };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${propertyValue(value)}`);
  return `::${COMMANDS[level]} ${list.join(',')}::${data(message)}\n`;
}

/** As `@actions/core` escapes them. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyValue(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A line by which a step says why it failed. */
export function errorLine(message: string): string {
  return `::error::${data(message)}\n`;
}

/** `text` for people, with nothing in it that the runner obeys. `token`: what nobody can guess. */
export function fenced(text: string, token: string): string {
  return `::stop-commands::${token}\n${text.endsWith('\n') ? text : `${text}\n`}::${token}::\n`;
}

/** Lines for `$GITHUB_OUTPUT`. `token`: what nobody can guess. */
export function outputLines(outputs: Readonly<Record<string, string>>, token: string): string {
  return Object.entries(outputs)
    .map(([name, value]) => `${name}<<${token}\n${value}\n${token}\n`)
    .join('');
}
