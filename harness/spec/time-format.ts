/** The letters of strftime(3) that a spec may use, in the C locale and local time. */

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];
const two = (number: number) => String(number).padStart(2, '0');
const dayOfYear = (at: Date) =>
  1 +
  Math.round(
    (Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) - Date.UTC(at.getFullYear(), 0, 1)) / 86_400_000,
  );

const letters: Record<string, (at: Date) => string> = {
  a: (at) => (days[at.getDay()] ?? '').slice(0, 3),
  A: (at) => days[at.getDay()] ?? '',
  b: (at) => (months[at.getMonth()] ?? '').slice(0, 3),
  B: (at) => months[at.getMonth()] ?? '',
  d: (at) => two(at.getDate()),
  D: (at) => formatTime('%m/%d/%y', at),
  e: (at) => String(at.getDate()).padStart(2, ' '),
  F: (at) => formatTime('%Y-%m-%d', at),
  H: (at) => two(at.getHours()),
  I: (at) => two(at.getHours() % 12 || 12),
  j: (at) => String(dayOfYear(at)).padStart(3, '0'),
  m: (at) => two(at.getMonth() + 1),
  M: (at) => two(at.getMinutes()),
  p: (at) => (at.getHours() < 12 ? 'AM' : 'PM'),
  S: (at) => two(at.getSeconds()),
  T: (at) => formatTime('%H:%M:%S', at),
  y: (at) => two(at.getFullYear() % 100),
  Y: (at) => String(at.getFullYear()),
  '%': () => '%',
};

export const timeLetters = Object.keys(letters).map((letter) => `%${letter}`);

/** `at` in the letters of strftime(3). A letter that is not known stays as it is. */
export function formatTime(format: string, at: Date): string {
  return format.replace(/%(.)/gsu, (whole, letter: string) => letters[letter]?.(at) ?? whole);
}

/** The first directive that is not known; undefined where all are. */
export function unknownTimeLetter(format: string): string | undefined {
  const directives = format.match(/%(?:.|$)/gsu) ?? [];
  return directives.find((directive) => !timeLetters.includes(directive));
}
