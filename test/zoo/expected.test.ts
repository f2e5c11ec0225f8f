import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import { planChecks } from '../../harness/judge/plan.ts';
import { lostIn, readExpectations, sampledTasks, sampleFolders, samplesOf, type Sample } from './expected.ts';

const FIRST_SHEET = ['chat', 'hello-both-ways', 'hello-one-way', 'uppercase'];
const LANGUAGES = ['python', 'c', 'java', 'javascript'];

function checksOf(sample: Sample, scenarioId: string): string[] {
  const scenario = sample.task.scenarios.find(({ id }) => id === scenarioId);
  return scenario === undefined ? [] : planChecks(sample.task, scenario).map(({ id }) => id);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('what is written beside the samples', () => {
  let samples: Sample[] = [];

  beforeAll(async () => {
    samples = (await Promise.all((await sampledTasks()).map(samplesOf))).flat();
  });

  test('agrees with its schema', async () => {
    const schema = await readFile(join(import.meta.dirname, 'expected.schema.json'), 'utf8');
    const validate = new Ajv({ allErrors: true }).compile(JSON.parse(schema) as object);
    for (const task of await sampledTasks()) {
      expect(validate(await readExpectations(task)), `${task}: ${JSON.stringify(validate.errors)}`).toBe(
        true,
      );
    }
  });

  test('has an entry for every folder, and a folder for every entry', async () => {
    for (const task of await sampledTasks()) {
      const written = Object.keys(await readExpectations(task));
      expect(written.toSorted(), task).toEqual((await sampleFolders(task)).toSorted());
    }
  });

  test('names scenarios and checks that the task has', () => {
    for (const sample of samples) {
      for (const scenario of Object.keys(sample.lost)) {
        const what = `${sample.task.id}/${sample.name}, ${scenario}`;
        const lost = lostIn(sample, scenario);
        expect(lost, what).not.toEqual([]);
        expect(checksOf(sample, scenario), what).toEqual(expect.arrayContaining(lost));
        expect(new Set(lost).size, what).toBe(lost.length);
      }
    }
  });

  test('says that a sample passed if and only if nothing is lost', () => {
    for (const sample of samples) {
      const full = Object.keys(sample.lost).length === 0;
      expect(sample.status === 'passed', `${sample.task.id}/${sample.name}`).toBe(full);
    }
  });

  test('makes no pair better than its worse half, the port apart', () => {
    const paired = samples.filter(({ task }) => task.scenarios.some(({ id }) => id === 'both'));
    for (const sample of paired) {
      const halves = ['server', 'client']
        .flatMap((role) => lostIn(sample, role))
        .filter((id) => id !== 'port');
      const what = `${sample.task.id}/${sample.name}`;
      if (halves.length > 0) expect(lostIn(sample, 'both'), what).not.toEqual([]);
    }
  });

  test('has right and wrong ones for every task of the first sheet, in every language', () => {
    for (const task of FIRST_SHEET) {
      const own = samples.filter((sample) => sample.task.id === task);
      const right = own.filter(({ status }) => status === 'passed');
      expect(right.length, task).toBeGreaterThanOrEqual(4);
      expect(own.length - right.length, task).toBeGreaterThanOrEqual(3);
      expect([...new Set(right.map(({ language }) => language))].toSorted(), task).toEqual(
        LANGUAGES.toSorted(),
      );
    }
  });

  test('gives nothing away inside of a student’s folder', async () => {
    for (const sample of samples) {
      const names = (await filesIn(sample.folder)).map((file) => file.slice(sample.folder.length + 1));
      expect(names, sample.name).not.toEqual([]);
      expect(
        names.filter((name) => /expected|__pycache__|\.class$|\.out$/.test(name)),
        sample.name,
      ).toEqual([]);
    }
  });
});
