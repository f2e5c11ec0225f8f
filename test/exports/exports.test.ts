import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { EXPORTERS, PLATFORM_EXPORTERS } from '../../harness/report/exports/registry.ts';
import { complaints } from '../commands/published.ts';
import { OBEYED_BY_TERMINALS } from '../report/hostile-text.ts';
import { check, result, scenario } from '../report/sample-results.ts';
import { hostileResult } from './hostile.ts';
import { CLASSROOM_50, exported, totalsEverywhere, totalsWanted } from './readers.ts';
import { refusedBy } from './schemas.ts';

const lost = (id: string, score: number, maxScore: number) =>
  check({ id, status: 'failed', score, maxScore, message: `The client said "Hello", in ${id}.` });

/** One of each: right, half right, not reached, not judged, advice, and what students do not see. */
const MIXED: Result = result({
  status: 'inconclusive',
  score: 5.77,
  maxScore: 12,
  scenarios: [
    scenario({
      checks: [
        check({ id: 'listens', score: 3.33, maxScore: 3.33 }),
        { ...lost('message-1', 1.11, 3.34), where: { file: 'client.py', line: 7, source: 's.send(x)' } },
        check({ id: 'ends', status: 'skipped', score: 0, maxScore: 1.33, message: 'It was not reached.' }),
      ],
    }),
    scenario({ id: 'doubt', checks: [check({ status: 'inconclusive', score: 0, maxScore: 1 })] }),
    scenario({ id: 'advised', advice: true, checks: [lost('closes', 0, 0)] }),
    scenario({ id: 'secret', visibility: 'hidden', checks: [lost('secret-check', 0.33, 1)] }),
    scenario({
      id: 'later',
      visibility: 'after-due',
      checks: [check({ id: 'later', score: 1, maxScore: 2 })],
    }),
  ],
});

const RIGHT: Result = result({ score: 2, maxScore: 2 });

const HOSTILE = hostileResult();

/** A format that students see at once may hold the points of such a check, and nothing else. */
const WITHOUT_VISIBILITY = ['prairielearn', 'autolab', 'classroom-50', 'github-classroom'];

function readable(id: string, text: string): string {
  return id === 'github-classroom' ? Buffer.from(text, 'base64').toString() : text;
}

describe('every exporter', () => {
  it('keeps the total and is what its platform takes, for one task and for an assignment', async () => {
    expect(await complaints('result', HOSTILE)).toEqual([]);
    for (const results of [[MIXED], [HOSTILE], [MIXED, RIGHT, MIXED]]) {
      expect(totalsEverywhere(results)).toEqual(totalsWanted(results));
    }
  });

  it('lets no control character and no change of direction through', () => {
    for (const { id } of EXPORTERS) {
      const text = readable(id, exported(id, [HOSTILE]));
      expect(OBEYED_BY_TERMINALS.test(text), id).toBe(false);
      expect(text.length, id).toBeLessThan(300_000);
    }
  });

  it.each(Object.values(PLATFORM_EXPORTERS))(
    '$id: where nothing could be graded, the student is told that it is not theirs, and no more',
    (exporter) => {
      const at = new Date('2026-11-21T12:00:00Z');
      const file = exporter.writeTrouble('the spec is wrong', { at, environment: CLASSROOM_50 });
      if (exporter.id !== 'autolab') expect(refusedBy(exporter.id, file)).toEqual([]);
      expect(readable(exporter.id, file)).toContain('no fault of yours');
      // Gradescope keeps it for staff, in a hidden test.
      expect(file.includes('the spec is wrong')).toBe(exporter.id === 'gradescope-results');
    },
  );

  it.each(WITHOUT_VISIBILITY)('%s does not say what students are not to see', (id) => {
    const text = readable(id, exported(id, [MIXED]));
    expect(text).not.toMatch(/secret|later/);
    expect(text).toMatch(/message-1/);
  });
});

/** As Python's own parser reads it: counts of elements, and the attributes of the root and of the test cases. */
async function parseXml(text: string) {
  const code = `
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
cases = list(root.iter('testcase'))
print(json.dumps({
    'root': root.attrib,
    'cases': [[dict(c.attrib), [k.tag for k in c if k.tag != 'properties']] for c in cases],
    'elements': [[e.tag, list(e.attrib), [k.tag for k in e]] for e in root.iter()],
}))`;
  const { stdout } = await execa('python3', ['-c', code], { input: text });
  return JSON.parse(stdout) as {
    root: Record<string, string>;
    cases: [Record<string, string>, string[]][];
    elements: [string, string[], string[]][];
  };
}

/** The attributes and children of each element in https://github.com/testmoapp/junitxml, which has no schema. */
const COUNTED = ['name', 'tests', 'failures', 'errors', 'skipped', 'assertions', 'time', 'timestamp'];
const OUTPUT = ['system-out', 'system-err'];
const JUNIT: Record<string, [string[], string[]]> = {
  testsuites: [COUNTED, ['testsuite']],
  testsuite: [
    [...COUNTED, 'file'],
    ['properties', 'testcase', ...OUTPUT],
  ],
  testcase: [
    ['name', 'classname', 'assertions', 'time', 'file', 'line'],
    ['properties', 'skipped', 'failure', 'error', ...OUTPUT],
  ],
  properties: [[], ['property']],
  property: [['name', 'value'], []],
  skipped: [['message'], []],
  failure: [['message', 'type'], []],
  error: [['message', 'type'], []],
};

describe('JUnit', () => {
  it('tells failures of the student from errors of the harness', async () => {
    const { root, cases } = await parseXml(exported('junit', [MIXED]));
    expect(root).toMatchObject({ tests: '7', failures: '2', errors: '1', skipped: '2' });
    expect(cases.map(([, outcome]) => outcome)).toEqual([
      ...[[], ['failure'], ['skipped'], ['error'], ['skipped'], ['failure'], []],
    ]);
    expect(cases[1]?.[0]).toMatchObject({ classname: 'uppercase.server', file: 'client.py', line: '7' });
  });

  it('has the elements and attributes that its readers know, and no others', async () => {
    const { elements } = await parseXml(exported('junit', [MIXED, HOSTILE]));
    const unknown = elements.filter(([tag, attributes, children]) => {
      const [knownAttributes, knownChildren] = JUNIT[tag] ?? [[], []];
      return !(
        attributes.every((one) => knownAttributes.includes(one)) &&
        children.every((one) => knownChildren.includes(one))
      );
    });
    expect(unknown).toEqual([]);
    expect(new Set(elements.map(([tag]) => tag))).toEqual(new Set(Object.keys(JUNIT)));
  });

  it('is well-formed whatever a program said, with no two tests of one name', async () => {
    const { cases } = await parseXml(exported('junit', [HOSTILE, HOSTILE]));
    expect(cases).toHaveLength(2 * (HOSTILE.scenarios[0]?.checks.length ?? NaN));
    expect(new Set(cases.map(([{ classname, name }]) => `${classname}|${name}`)).size).toBe(cases.length);
  });
});

describe('CTRF', () => {
  it('counts each test once', () => {
    const report = JSON.parse(exported('ctrf', [MIXED])) as { results: { summary: Record<string, number> } };
    const { tests = 0, passed = 0, failed = 0, skipped = 0, other = 0 } = report.results.summary;
    expect(passed + failed + skipped + other).toBe(tests);
  });
});

describe('TAP', () => {
  it('has the tests of its plan, in their order, and nothing that a program could add', () => {
    const lines = exported('tap', [HOSTILE]).split('\n');
    const tests = lines.filter((line) => /^(?:not )?ok\b/.test(line));
    expect(lines.slice(0, 2)).toEqual(['TAP version 14', `1..${tests.length}`]);
    expect(tests.map((line) => /^not ok (\d+) - (?:[^\\#]|\\[\\#])*$/.exec(line)?.[1])).toEqual(
      tests.map((_, index) => String(index + 1)),
    );
    expect(lines.filter((line) => line.startsWith('Bail out'))).toEqual([]);
    expect(lines.filter((line) => line === '  ...')).toHaveLength(tests.length);
  });

  it('skips what was not reached, not judged, or only advised', () => {
    const directives = exported('tap', [MIXED]).match(/^(?:not )?ok.*# SKIP.*$/gm);
    expect(directives?.map((line) => line.slice(0, 4))).toEqual(['ok 3', 'ok 4', 'ok 5']);
  });
});

describe('Gradescope', () => {
  interface Report {
    output: string;
    tests: { visibility: string; output_format?: string; name_format?: string }[];
  }

  it("says in Gradescope's own words who may see what, and shows all texts as text", () => {
    const report = JSON.parse(exported('gradescope-results', [MIXED])) as Report;
    expect(report).toMatchObject({ visibility: 'visible', stdout_visibility: 'hidden' });
    expect(report.tests.map(({ visibility }) => visibility)).toEqual([
      ...['visible', 'visible', 'visible', 'visible', 'visible', 'hidden', 'after_due_date'],
      // What could not be judged is told to staff, and no total is shown without it.
      'hidden',
    ]);
    const formats = report.tests.flatMap((one) => [one.output_format ?? 'text', one.name_format ?? 'text']);
    expect(new Set(formats)).toEqual(new Set(['text']));
    expect(report.output).not.toMatch(/secret|later/);
  });
});

describe('PrairieLearn', () => {
  it('lies between 0 and 1, and takes no attempt for what could not be judged', () => {
    const right = JSON.parse(exported('prairielearn', [result()])) as object;
    expect(right).toMatchObject({ gradable: true, score: 1 });
    const unsure = JSON.parse(exported('prairielearn', [MIXED])) as object;
    expect(unsure).toMatchObject({ gradable: false, format_errors: [expect.any(String)] });
  });

  it('stays below 1 MB', () => {
    const many = Array.from({ length: 60 }, () => HOSTILE);
    expect(Buffer.byteLength(exported('prairielearn', many))).toBeLessThanOrEqual(1_000_000);
  });
});

describe('Autolab', () => {
  it('ends with the scores by problem, with no colon in a name', () => {
    const text = exported('autolab', [HOSTILE], 'Lab 1: sockets');
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[1] ?? '')).toEqual({ scores: { 'Lab 1 sockets': 0 }, scoreboard: [0] });
    const { stages, ...rest } = JSON.parse(lines[0] ?? '') as { stages: string[] };
    expect(Object.keys(rest)).toEqual(['_presentation', ...stages]);
  });
});

describe('GitHub Classroom', () => {
  it('has what the reporter adds up: a number for each test, and one of its words', () => {
    const text = exported('github-classroom', [MIXED]);
    const step = JSON.parse(Buffer.from(text, 'base64').toString()) as {
      status: string;
      tests: { status: string; score: number }[];
    };
    expect(step.status).toBe('error');
    expect(step.tests.map(({ status }) => status)).toEqual(['pass', 'fail', 'fail', 'error', 'fail', 'pass']);
    expect(step.tests.every(({ score }) => Number.isFinite(score))).toBe(true);
  });
});
