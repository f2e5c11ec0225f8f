/** Markdown as a parser of GitHub Flavored Markdown reads it. */
import { parsers } from 'prettier/plugins/markdown';

export interface Node {
  type: string;
  value?: string;
  children?: Node[];
}

export function parsed(markdown: string): Node[] {
  return [...nodesIn(parsers.markdown.parse(markdown, {} as never) as Node)];
}

function* nodesIn(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children ?? []) yield* nodesIn(child);
}

const OWN_HTML =
  /^<details(?: open)?><summary>What (?:went over the wire|the reference does)<\/summary>$|^<\/details>$|^<\/?sub>$|^<!-- sockmark(?:: [\w .]+|-memory [\w+/=]+) -->$/;

/** What in it is more than text, and not of Sockmark's own making: tags, links, pictures, lists, names, references. */
export function mischiefIn(nodes: readonly Node[]): string[] {
  const found = nodes.flatMap(({ type, value = '' }) => {
    if (type === 'html') return value.split('\n').filter((line) => !OWN_HTML.test(line));
    return /^(?:link|image|linkReference|definition|thematicBreak|footnoteDefinition|inlineMath|math)$/.test(
      type,
    )
      ? [`${type} ${value}`]
      : [];
  });
  const texts = nodes.filter(({ type }) => /^(?:text|sentence|word)$/.test(type));
  const said = texts.map(({ value = '' }) => value).join(' ');
  return [...found, ...(said.match(/@\w+|#\d+|\bGH-\d+|\w*:\/\/\S*|\bwww\.\S*|:[\w+-]+:/gi) ?? [])];
}
