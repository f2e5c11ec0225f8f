/** Prints the closing line of a test run, from the report that vitest wrote as JSON; fails if no test ran. */
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const skipped = report.numPendingTests + report.numTodoTests;
console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed, ${skipped} skipped`);
process.exitCode = report.success && report.numPassedTests > 0 ? 0 : 1;
