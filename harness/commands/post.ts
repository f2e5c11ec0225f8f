/** `grade post`: what `grade ci` found, on the pull request. For a job that may write, and runs nobody's programs. */
import { openScratch } from '../batch/scratch.ts';
import type { Result } from '../judge/result.ts';
import { changesBetween } from '../report/changes.ts';
import { renderChanges } from '../report/ci/changes.ts';
import { annotationBatches, conclusionOf, titleOf } from '../report/ci/check-run.ts';
import {
  explainNoResult,
  memoryOf,
  renderComment,
  renderNoResult,
  type NoResult,
} from '../report/ci/comment.ts';
import { recall } from '../report/ci/memory.ts';
import { renderSummary } from '../report/ci/summary.ts';
import { shownValue, UserError } from '../spec/user-error.ts';
import type { Command } from './command.ts';
import { colourOption, numberOf, text, textOf, wholeNumber } from './options.ts';
import { resultsOf } from './post/artifact.ts';
import { postCheckRun, type CheckRun } from './post/check-run.ts';
import { asUserError, openGitHub, type GitHub } from './post/github.ts';
import { gradedRun, type GradedRun } from './post/graded-run.ts';
import { keepComment, ownComments, pullRequestsOf, type Comment } from './post/pull-request.ts';

const NAME = 'Sockmark';
const ARTIFACT = 'sockmark';

export const command: Command = {
  positionals: [],
  options: {
    name: {
      ...text('NAME', `of the check run, and what tells one comment from another; else ${NAME}`),
      read: readName,
    },
    artifact: text('NAME', `the artifact with the results.json; else ${ARTIFACT}`),
    'fail-under': wholeNumber(0, 'the check is a success from so many percent of the points up', 100),
    ...colourOption,
  },
  async run(given) {
    const run = await gradedRun(process.env);
    const github = openGitHub(process.env);
    const name = textOf(given, 'name') ?? NAME;
    await using scratch = await openScratch();
    try {
      const graded = await gradedOrWhyNot(github, run, textOf(given, 'artifact') ?? ARTIFACT, scratch.folder);
      const answer =
        graded.results === undefined
          ? withoutResult(name, graded.noResult)
          : withResults(name, graded.results, numberOf(given, 'fail-under'));
      await post(github, run, answer);
      if (graded.results === undefined) throw graded.error;
      return 0;
    } catch (error) {
      throw asUserError(error);
    }
  },
};

/** It stands in an HTML comment. */
function readName(name: string): string {
  if (/^[A-Za-z0-9](?:[ ._]?[A-Za-z0-9]){0,59}$/.test(name)) return name;
  throw new UserError('--name has a character that a comment cannot be found by.', {
    found: shownValue(name),
    allowed: 'up to 60 letters and digits, with single spaces, dots and underscores between them',
  });
}

type Graded = { results: Result[] } | { results: undefined; noResult: NoResult; error: UserError };

async function gradedOrWhyNot(
  github: GitHub,
  run: GradedRun,
  artifact: string,
  scratch: string,
): Promise<Graded> {
  try {
    return { results: await resultsOf(github, run, artifact, scratch) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [why = ''] = error.message.split('\n');
    return { results: undefined, noResult: { commit: run.commit, why, url: run.url }, error };
  }
}

interface Posted {
  check: CheckRun;
  /** `before`: the comment that it takes the place of. */
  comment: (before: Comment | undefined) => Promise<Text>;
}

/** Markdown of at most so many bytes. */
type Text = (budget: number) => string;

async function post(github: GitHub, run: GradedRun, { check, comment }: Posted): Promise<void> {
  process.stdout.write(`${await postCheckRun(github, run, check)}\n`);
  const pulls = await pullRequestsOf(github, run);
  if (pulls.length === 0)
    process.stdout.write('comment     none: no open pull request ends with this commit\n');
  for (const pull of pulls) {
    const own = await ownComments(github, run, pull, check.name);
    process.stdout.write(`${await keepComment(github, run, pull, own, await comment(own[0]))}\n`);
  }
}

function withResults(name: string, results: Result[], passes: number | undefined): Posted {
  const notes = results.some(({ network }) => network === 'host') ? [ON_HOST] : [];
  return {
    check: {
      name,
      conclusion: conclusionOf(results, passes),
      title: titleOf(results),
      summary: (budget) => renderSummary(results, { notes, budget, drawings: false }),
      annotations: annotationBatches(results),
    },
    async comment(before) {
      const changes = await changesSince(before, results);
      return (budget) => renderComment(name, results, { notes, changes, budget });
    },
  };
}

const ON_HOST = 'There were no private networks: the runs shared the ports of the machine that graded.';

/** A comment that somebody else has written in remembers what they like. */
async function changesSince(before: Comment | undefined, results: Result[]): Promise<string | undefined> {
  if (before === undefined || before.isTouched) return undefined;
  const memory = memoryOf(before.body);
  const earlier = memory === undefined ? undefined : await recall(memory);
  if (earlier === undefined) return undefined;
  return renderChanges(changesBetween(earlier, results), earlier[0]?.graded.commit);
}

function withoutResult(name: string, noResult: NoResult): Posted {
  return {
    check: {
      name,
      conclusion: 'action_required',
      title: 'No result',
      summary: () => explainNoResult(noResult),
      annotations: [],
    },
    comment(before) {
      const memory = before === undefined || before.isTouched ? undefined : memoryOf(before.body);
      return Promise.resolve(() => renderNoResult(name, noResult, memory));
    },
  };
}
