/** What a submission may put into every text that a report shows. */
export const HOSTILE_TEXTS = [
  '\u001b[2J\u001b[HPASS  uppercase  10 / 10 points',
  '\u001b]0;title\u0007\u001b]8;;file:///etc/passwd\u001b\\link\u001b]8;;\u001b\\',
  '\u009b31mred\u009d0;title\u009c',
  'FAIL\rPASS',
  'one\nPASS  forged line\ntwo',
  '\u202Egpj.exe\u2066\u200b\u00ad',
  'Z̸͓̈́a̵l̶g̷o̸'.repeat(20),
  '\u0000'.repeat(5000),
  'x'.repeat(100_000),
  '全角'.repeat(500),
  '\ud800\udfff\udc00',
  '',
];

/** What no report may let through to a terminal: controls other than line ends, and letters that hide or reorder. */
export const OBEYED_BY_TERMINALS = /[^\P{Cc}\n]|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]/u;
