/** JavaScript that says the time now in the letters of strftime(3), for a reference that needs nothing but Node. */

const LETTERS: Record<string, string> = {
  a: 'days[now.getDay()].slice(0, 3)',
  A: 'days[now.getDay()]',
  b: 'months[now.getMonth()].slice(0, 3)',
  B: 'months[now.getMonth()]',
  d: 'two(now.getDate())',
  e: "String(now.getDate()).padStart(2, ' ')",
  H: 'two(now.getHours())',
  I: 'two(now.getHours() % 12 || 12)',
  m: 'two(now.getMonth() + 1)',
  M: 'two(now.getMinutes())',
  p: "now.getHours() < 12 ? 'AM' : 'PM'",
  S: 'two(now.getSeconds())',
  y: 'two(now.getFullYear() % 100)',
  Y: 'now.getFullYear()',
};

const WRITTEN_OUT: Record<string, string> = { D: '%m/%d/%y', F: '%Y-%m-%d', T: '%H:%M:%S' };

const DAYS = `const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];\n`;
const MONTHS = `const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];\n`;
const TWO = `const two = (number) => String(number).padStart(2, '0');\n`;

/** A function `timeNow()` and what it stands on. */
export function timeCode(format: string): string {
  const plain = format.replace(/%([DFT])/g, (whole, letter: string) => WRITTEN_OUT[letter] ?? whole);
  const body = plain
    .split(/(%.)/su)
    .map((part) => (part.startsWith('%') ? directive(part) : escaped(part)))
    .join('');
  const helpers = [
    body.includes('two(') && TWO,
    body.includes('days[') && DAYS,
    body.includes('months[') && MONTHS,
  ];
  return `${helpers.filter((helper) => helper !== false).join('')}
/** The time now, as strftime(3) writes ${JSON.stringify(format).replaceAll('*/', '* /')}. */
function timeNow() {
  const now = new Date();
  return \`${body}\`;
}\n`;
}

function directive(part: string): string {
  const code = LETTERS[part.slice(1)];
  if (code !== undefined) return `\${${code}}`;
  return part === '%%' ? '%' : escaped(part);
}

function escaped(text: string): string {
  return text
    .replace(/[\\`$]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}
