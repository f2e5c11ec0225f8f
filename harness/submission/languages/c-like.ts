/** What C, Java, JavaScript and Go have in common. */

/** From `//` to the end of the line, or in slashes and stars. */
export const COMMENT = String.raw`\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|(?![\s\S]))`;

/** A string or a character in its quotes; one that is never closed ends with its line. */
export const QUOTED = String.raw`"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?`;

/** The folder of a file, `.` for the outermost. */
export function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
}

/** The name of a file without its folder and ending. */
export function stemOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}
