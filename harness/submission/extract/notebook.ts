/** Programs in the cells of a Jupyter notebook (nbformat 3 and 4). */
import { fileName, type Extract } from './code-piece.ts';

const WRITES_FILE = /^\s*%%(?:writefile|file)\s+(?:-a\s+)?(?<name>\S+)[^\n]*\n/;
/** What IPython does and Python does not know: magics, shell commands, help. Lines stay where they are. */
const MAGIC = /^[ \t]*(?:[%!?].*|.*\?{1,2}[ \t]*)$/gm;

/** Each cell of code, in the order of the notebook; none where the text is no notebook. */
export function cellsOf(text: string): Extract[] {
  const language = languageOfNotebook(text);
  return codeCells(text).map((source, index) => {
    const place = `cell ${index + 1}`;
    const name = WRITES_FILE.exec(source)?.groups?.name;
    if (name !== undefined)
      return { code: source.replace(WRITES_FILE, '\n'), language: undefined, name, place };
    const code = source.replace(MAGIC, (line) => `# ${line.trim()}`);
    return { code, language, name: fileName('', undefined, code), place };
  });
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function codeCells(text: string): string[] {
  const { cells, worksheets } = parsed(text);
  const [sheet] = Array.isArray(worksheets) ? (worksheets as unknown[]) : [];
  const all: unknown = cells ?? (isRecord(sheet) ? sheet.cells : undefined);
  if (!Array.isArray(all)) return [];
  return all
    .filter(isRecord)
    .filter(({ cell_type: type }) => type === 'code')
    .map(({ source, input }) => textOf(source ?? input));
}

/** A text, or its lines with their ends. */
function textOf(source: unknown): string {
  if (Array.isArray(source)) return source.map(String).join('');
  return typeof source === 'string' ? source : '';
}

function languageOfNotebook(text: string): string {
  const { metadata } = parsed(text);
  const { kernelspec, language_info: info } = isRecord(metadata) ? metadata : {};
  const said = isRecord(info) ? info.name : isRecord(kernelspec) ? kernelspec.language : undefined;
  return typeof said === 'string' ? said.toLowerCase() : 'python';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
