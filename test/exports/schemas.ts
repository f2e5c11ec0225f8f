/**
 * What each platform takes, as JSON Schemas. Written for these tests from the platforms' own pages, the parts that Sockmark
 * writes and no others, and closed everywhere: what a page does not know is an error here.
 */
import { Ajv } from 'ajv';

const closed = (properties: object, required = Object.keys(properties)) => ({
  ...{ type: 'object', additionalProperties: false, properties, required },
});
const list = (items: object, minItems = 0) => ({ type: 'array', items, minItems });
const integer = { type: 'integer' };
const number = { type: 'number', minimum: 0 };
const count = { type: 'integer', minimum: 0 };
const string = { type: 'string', minLength: 1 };
const text = { type: 'string' };
const anything = { type: 'object' };

/** https://gradescope-autograders.readthedocs.io/en/latest/specs/, "Output format". */
const format = { enum: ['text', 'html', 'simple_format', 'md', 'ansi'] };
const visibility = { enum: ['hidden', 'after_due_date', 'after_published', 'visible'] };
const GRADESCOPE = closed(
  {
    score: number,
    execution_time: number,
    output: text,
    output_format: format,
    test_output_format: format,
    test_name_format: format,
    visibility,
    stdout_visibility: visibility,
    extra_data: anything,
    tests: list(
      closed(
        {
          score: number,
          max_score: number,
          status: { enum: ['passed', 'failed'] },
          name: text,
          name_format: format,
          number: text,
          output: text,
          output_format: format,
          tags: list(text),
          visibility,
          extra_data: anything,
        },
        [],
      ),
    ),
  },
  ['score', 'tests'],
);

/** https://docs.prairielearn.com/externalGrading/, "Grading results". */
const PRAIRIELEARN = {
  ...closed(
    {
      gradable: { type: 'boolean' },
      format_errors: list(string, 1),
      score: { type: 'number', minimum: 0, maximum: 1 },
      message: text,
      output: text,
      tests: list(
        closed({
          name: string,
          description: text,
          points: number,
          max_points: number,
          message: text,
          output: text,
        }),
      ),
    },
    [],
  ),
  anyOf: [
    { required: ['score'], properties: { gradable: { const: true } } },
    { required: ['gradable', 'format_errors'], properties: { gradable: { const: false } } },
  ],
};

/** https://docs.autolabproject.com/lab/ and …/features/formatted-feedback/. */
const AUTOLAB_SCORES = closed({
  scores: { type: 'object', minProperties: 1, additionalProperties: number },
  scoreboard: list(number),
});
const AUTOLAB_FEEDBACK = {
  type: 'object',
  required: ['_presentation', 'stages'],
  properties: { _presentation: { const: 'semantic' }, stages: list(text) },
  additionalProperties: {
    type: 'object',
    additionalProperties: closed({ passed: { type: 'boolean' }, hint: string }, ['passed']),
  },
};

/** `classroom50/result/v1` in https://github.com/foundation50/classroom50, schemas/. */
const moment = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' };
const CLASSROOM_50 = closed({
  schema: { const: 'classroom50/result/v1' },
  classroom: string,
  assignment: string,
  assignment_type: { enum: ['individual', 'group'] },
  owner: string,
  submission: { type: 'string', pattern: '^submit/' },
  commit: string,
  release: string,
  review: string,
  datetime: moment,
  graded_at: moment,
  score: count,
  'max-score': count,
  tests: list({
    type: 'object',
    required: ['test-name', 'passed', 'score', 'max-score'],
    properties: { 'test-name': string, passed: { type: 'boolean' }, score: count, 'max-score': count },
  }),
});

/** The result of a step, as `autograding-grading-reporter` in https://github.com/classroom-resources reads it. */
const CLASSROOM_STATUS = { enum: ['pass', 'fail', 'error'] };
const GITHUB_CLASSROOM = closed({
  version: { const: 1 },
  status: CLASSROOM_STATUS,
  max_score: number,
  tests: list(
    closed({
      name: string,
      status: CLASSROOM_STATUS,
      message: { type: ['string', 'null'] },
      test_code: text,
      filename: text,
      line_no: count,
      score: number,
      duration: number,
    }),
    1,
  ),
});

/** https://ctrf.io, schema/ctrf.schema.json: objects are closed but for `extra`. */
const COUNTS = ['tests', 'passed', 'failed', 'skipped', 'pending', 'other', 'start', 'stop'];
const CTRF = closed({
  reportFormat: { const: 'CTRF' },
  specVersion: { type: 'string', pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+$' },
  results: closed({
    tool: closed({ name: string, version: string }),
    summary: closed(Object.fromEntries(COUNTS.map((name) => [name, integer]))),
    tests: list(
      closed(
        {
          name: string,
          status: { enum: ['passed', 'failed', 'skipped', 'pending', 'other'] },
          duration: integer,
          suite: list(text, 1),
          rawStatus: text,
          message: text,
          filePath: text,
          line: integer,
          extra: anything,
        },
        ['name', 'status', 'duration'],
      ),
    ),
    extra: anything,
  }),
});

/** The JSON documents in a file, each with its schema. */
const DOCUMENTS: Record<string, (file: string) => [object, string][]> = {
  ctrf: (file) => [[CTRF, file]],
  'gradescope-results': (file) => [[GRADESCOPE, file]],
  prairielearn: (file) => [[PRAIRIELEARN, file]],
  'classroom-50': (file) => [[CLASSROOM_50, file]],
  'github-classroom': (file) => [[GITHUB_CLASSROOM, Buffer.from(file, 'base64').toString()]],
  autolab(file) {
    const [feedback = '', ...rest] = file.trimEnd().split('\n');
    const scores = rest.filter((line) => line.startsWith('{'));
    return [[AUTOLAB_FEEDBACK, feedback], ...scores.map((line): [object, string] => [AUTOLAB_SCORES, line])];
  },
};

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictRequired: false });

/** What a platform would not take of an exported file; empty where it takes all, and for formats that are no JSON. */
export function refusedBy(format: string, file: string): string[] {
  return (DOCUMENTS[format]?.(file) ?? []).flatMap(([schema, text]) => {
    ajv.validate(schema, JSON.parse(text));
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
  });
}
