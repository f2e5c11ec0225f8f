/** The languages that Sockmark knows. A new language is one more entry. */
import { c } from './c.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { javascript } from './javascript.ts';
import type { Language } from './language.ts';
import { python } from './python.ts';
import { typescript } from './typescript.ts';

export const LANGUAGES: readonly Language[] = [python, c, java, javascript, typescript, go];

/** By the ending of the file's name, in any case. */
export function languageOf(file: string): Language | undefined {
  const name = file.toLowerCase();
  return LANGUAGES.find(({ extensions }) => extensions.some((extension) => name.endsWith(extension)));
}
