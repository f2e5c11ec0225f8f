/** Blanks what is not code, so that a commented-out `listen()` or one in a string is no sign of a server. */

/** Everything but line ends becomes a blank, so that offsets and line numbers stay as they are. */
function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

function blankInside(quoted: string): string {
  return quoted.length < 2 ? quoted : `${quoted.charAt(0)}${blank(quoted.slice(1, -1))}${quoted.slice(-1)}`;
}

export interface Code {
  /** Without comments and without what stands in strings. */
  code: string;
  /** Without comments. */
  quoted: string;
}

/** `tokens` matches comments (in a group `comment`) and strings; see `Language.tokens`. */
export function readCode(text: string, tokens: RegExp): Code {
  const pieces = { code: [] as string[], quoted: [] as string[] };
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    const between = text.slice(end, match.index);
    const isComment = match.groups?.comment !== undefined;
    pieces.code.push(between, isComment ? blank(match[0]) : blankInside(match[0]));
    pieces.quoted.push(between, isComment ? blank(match[0]) : match[0]);
    end = match.index + match[0].length;
  }
  const rest = text.slice(end);
  return { code: pieces.code.join('') + rest, quoted: pieces.quoted.join('') + rest };
}

/** 1 for the first line. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
