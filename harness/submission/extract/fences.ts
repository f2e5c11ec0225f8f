/** Programs in the code fences of a Markdown file (CommonMark, section 4.5). */
import { fileName, languageWord, type Extract } from './code-piece.ts';

const OPENING = /^ {0,3}(?<fence>`{3,}|~{3,})[ \t]*(?<info>[^\n`]*)$/;

/** Each fence that holds a program, in the order of the file. */
export function programsInFences(text: string): Extract[] {
  const found: Extract[] = [];
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const { fence, info = '' } = OPENING.exec(lines[at] ?? '')?.groups ?? {};
    if (fence === undefined) continue;
    const end = closing(lines, at + 1, fence);
    const code = lines.slice(at + 1, end).join('\n');
    const above = lines
      .slice(Math.max(0, at - 3), at)
      .reverse()
      .find((line) => line.trim() !== '');
    found.push({
      code,
      language: languageWord(info),
      name: fileName(info, above, code),
      place: `line ${at + 1}`,
    });
    at = end;
  }
  return found;
}

/** A fence that is never closed goes to the end of the file. */
function closing(lines: readonly string[], from: number, fence: string): number {
  const mark = fence.startsWith('~') ? '~' : '`';
  const pattern = new RegExp(`^ {0,3}${mark}{${fence.length},}[ \\t]*$`);
  const end = lines.findIndex((line, index) => index >= from && pattern.test(line));
  return end < 0 ? lines.length : end;
}
