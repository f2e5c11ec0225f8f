/** Names that somebody else chose, as a way that does not lead out of a folder. */

/** NAME_MAX on Linux. */
const LONGEST_NAME_BYTES = 255;
const MOST_STEPS = 32;

/** The folders and the file of a name, or why it is refused. Backslashes come from Windows, and separate too. */
export function safeSteps(name: string): string[] | string {
  // A Mac spells é in two letters, and what imports the file spells it in one (UAX #15).
  const plain = name.normalize('NFC').replaceAll('\\', '/');
  if (plain.includes('\0')) return 'has a name with a NUL in it';
  if (/^(?:\/|[A-Za-z]:)/.test(plain)) return 'has an absolute path';
  const steps = plain.split('/').filter((step) => step !== '' && step !== '.');
  if (steps.includes('..')) return 'leads out of the folder';
  if (steps.length > MOST_STEPS) return `lies more than ${MOST_STEPS} folders deep`;
  if (steps.some((step) => Buffer.byteLength(step) > LONGEST_NAME_BYTES))
    return 'has a name that is too long';
  return steps;
}
