/** Pieces of code inside of another file: in which language they are, and what they are called. */

/** A piece of code in another file. */
export interface Extract {
  code: string;
  /** As the file says it: `python`, `c`, …; undefined where it does not. */
  language: string | undefined;
  /** What the file calls it, such as `server.py`. */
  name: string | undefined;
  /** `cell 3`, `line 40`. */
  place: string;
}

const ENDINGS: Record<string, string> = {
  ...{ python: '.py', py: '.py', python3: '.py', ipython: '.py', ipython3: '.py' },
  ...{ c: '.c', cpp: '.cpp', 'c++': '.cpp', cc: '.cpp', java: '.java', go: '.go', golang: '.go' },
  ...{ javascript: '.js', js: '.js', node: '.js', mjs: '.mjs', typescript: '.ts', ts: '.ts' },
};

/** Signs of a language where nobody names it. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/^\s*#\s*include\s*</m, '.c'],
  [/^\s*(?:import\s+java\.|public\s+class\s)/m, '.java'],
  [/^\s*package\s+main\b/m, '.go'],
  [/^\s*(?:import\s+socket\b|from\s+socket\s+import\b|import\s+asyncio\b)/m, '.py'],
  [/\brequire\(\s*['"](?:node:)?(?:net|dgram)['"]\s*\)|from\s+['"](?:node:)?(?:net|dgram)['"]/, '.js'],
];

/** Undefined for output, shell sessions and languages that are not graded. */
export function endingOf(language: string | undefined, code: string): string | undefined {
  if (language !== undefined) return ENDINGS[language];
  return SIGNS.find(([sign]) => sign.test(code))?.[1];
}

/** The first word behind a fence, as ```` ```python ```` or ```` ```{.python} ```` have it. */
export function languageWord(info: string): string | undefined {
  const word = /^[{.\s]*([\w+#]+)/.exec(info)?.[1]?.toLowerCase();
  return word === '' ? undefined : word;
}

const FILE_NAME = /(?:^|[\s"'`*:=(/\\])([\w-]+\.(?:py|c|cc|cpp|java|m?js|cjs|m?ts|go))\b/i;

/** The name of a file behind the fence, in the line above it, or in the comment that the code begins with. */
export function fileName(info: string, above: string | undefined, code: string): string | undefined {
  const comment =
    /^\s*(?:#|\/\/|\/\*|"""|''')\s*(.*)$/m.exec(code.trimStart().split('\n', 1)[0] ?? '')?.[1] ?? '';
  for (const text of [info, above ?? '', comment]) {
    const name = FILE_NAME.exec(text)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
