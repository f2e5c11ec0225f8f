/**
 * Prints the closing line of test runs, from the reports that vitest wrote as JSON; fails if a test did, or none ran. A test that
 * one run has skipped and another has played counts as played.
 */
import { readFileSync } from 'node:fs';

const tests = new Map();
const reports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
for (const { name, assertionResults } of reports.flatMap(({ testResults }) => testResults)) {
  for (const [index, { status }] of assertionResults.entries()) {
    const test = `${name} ${index}`;
    const isTelling = status === 'failed' || (status === 'passed' && tests.get(test) !== 'failed');
    if (isTelling || !tests.has(test)) tests.set(test, status);
  }
}
const count = (wanted) => [...tests.values()].filter((status) => status === wanted).length;
const [passed, failed] = [count('passed'), count('failed')];
console.log(`${passed} passed, ${failed} failed, ${tests.size - passed - failed} skipped`);
process.exitCode = passed > 0 && failed === 0 && reports.every(({ success }) => success) ? 0 : 1;
