import { expect, test } from 'vitest';
import { refusalOf, sample, taskOf, userErrorOf } from './helpers.ts';

test('all faults are named at once, in the order of the file, with line and column', async () => {
  const text = `{
  "id": "sample",
  "title": "",
  "port": 0,
  "messages": [
    { "from": "client", "text": "A" },
    { "from": "servr", "text": "B" }
  ]
}`;
  const error = await userErrorOf(taskOf(text));
  expect([error, ...error.others].map(({ path, line, column }) => [path, line, column])).toEqual([
    ['$.title', 3, 3],
    ['$.port', 4, 3],
    ['$.messages[1].from', 7, 7],
  ]);
  expect(error.message).toContain('sample.json:7:7  $.messages[1].from');
});

test.each([
  ['a comma too many', '{\n  "id": "sample",\n}', 3, 1, '"}"'],
  ['a word without quotes', '{\n  "id": sample\n}', 2, 9, '"sample"'],
  ['an end too early', '{\n  "id": "sample"', 2, 17, 'the end of the file'],
  ['a comment', '// a spec\n{}', 1, 1, '"/"'],
  ['nothing', '', 1, 1, 'the end of the file'],
])('%s is no JSON: line and column are named', async (_what, text, line, column, found) => {
  const error = await userErrorOf(taskOf(text));
  expect(error).toMatchObject({ line, column });
  expect(error.found).toContain(found);
  expect(error.message).toContain(`sample.json:${line}:${column}`);
});

test('a name that stands twice in one object is named: JSON.parse would keep the last', async () => {
  const error = await userErrorOf(taskOf('{"id": "sample", "port": 1,\n "port": 2}'));
  expect(error).toMatchObject({ path: '$.port', line: 2, column: 2, allowed: 'each name once' });
});

test('a byte order mark, as editors on Windows write it, is no fault', async () => {
  await expect(taskOf(`\uFEFF${JSON.stringify(sample)}`)).resolves.toMatchObject({ id: 'sample' });
});

test('control characters of a spec do not reach the terminal', async () => {
  const error = await refusalOf({ '\u001b[2J\u202e': 1 });
  expect(error.path).toBe('$["\\u001b[2J\\u202e"]');
  expect(error.message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});
