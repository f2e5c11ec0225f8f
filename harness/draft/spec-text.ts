/** The draft as a spec: JSON as a person would lay it out, a message a line. */
import { join, relative, sep } from 'node:path';
import { packageFolder, specsFolder } from '../spec/folders.ts';
import { sentencesOf, titleOf, type Draft } from './draft.ts';

/** `folder`: where the spec will lie. */
export function specText(draft: Draft, folder: string): string {
  const { id, transport, family, port, framing, survivors } = draft;
  const schema = schemaPath(folder);
  const fields = {
    ...(schema === undefined ? {} : { $schema: schema }),
    id,
    title: titleOf(draft),
    summary: sentencesOf(draft).join(' ').replaceAll('`', ''),
    transport,
    ...(family === 'ipv4' ? {} : { family }),
    port,
    ...(framing === undefined ? {} : { framing }),
    messages: messagesOf(draft),
    ends: endsOf(draft),
    ...(survivors.length === 0 ? {} : { survivors }),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  "${name}": ${laidOut(value, '  ')}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** The schema's path from `folder`, where it lies near enough to stay there. */
function schemaPath(folder: string): string | undefined {
  const path = relative(folder, join(specsFolder, 'spec.schema.json'));
  const above = relative(packageFolder, folder);
  const near = !above.startsWith('..') || path.includes('node_modules');
  if (!near) return undefined;
  const slashes = path.split(sep).join('/');
  return slashes.startsWith('.') ? slashes : `./${slashes}`;
}

function messagesOf({ opening, loop }: Draft): object[] {
  return [...opening, ...(loop === undefined ? [] : [{ repeat: loop.steps, times: loop.times }])];
}

function endsOf({ end, servesOn }: Draft): object {
  const then = servesOn ? { serverThen: 'serves-on' } : {};
  if (end.kind === 'word') return { when: end.word, from: end.from, ...then };
  return { after: end.kind, ...then };
}

const LONGEST_LINE = 100;

/** On one line where it is short, else a field or an item a line. */
function laidOut(value: unknown, indent: string): string {
  const short = onOneLine(value);
  const several = Array.isArray(value) && value.length > 1 && typeof value[0] === 'object';
  const fits = !several && short.length + indent.length <= LONGEST_LINE;
  if (fits || typeof value !== 'object' || value === null) return short;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => inner + laidOut(item, inner)).join(',\n')}\n${indent}]`;
  }
  const fields = Object.entries(value).map(
    ([name, field]) => `${inner}${JSON.stringify(name)}: ${laidOut(field, inner)}`,
  );
  return `{\n${fields.join(',\n')}\n${indent}}`;
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}: ${onOneLine(field)}`);
  return `{ ${fields.join(', ')} }`;
}
