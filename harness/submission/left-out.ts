/** What tools and systems leave behind in a student's folder. Nobody wrote it, and it may be large. */
import { BUILD_FOLDER } from './workshop.ts';

const FOLDERS = new Set(
  [
    'node_modules',
    '.git',
    '.svn',
    '.hg',
    'venv',
    '.venv',
    '__pycache__',
    '__MACOSX',
    '.idea',
    '.vscode',
  ].concat(BUILD_FOLDER),
);
const FILES = /^\._|^\.DS_Store$|^Thumbs\.db$|^desktop\.ini$|\.(?:class|pyc|pyo)$/;

/** By the name of a file or folder, without the path to it. */
export function isLeftOut(name: string, isFolder: boolean): boolean {
  return isFolder ? FOLDERS.has(name) : FILES.test(name);
}
