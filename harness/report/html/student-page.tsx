/** The page of one student: what was lost and why, with all that was seen. */
import type { Result } from '../../judge/result.ts';
import { visible } from '../visible.ts';
import { CommandLine, counted, Foreign, Ring, Score, VerdictMark } from './parts.tsx';
import { renderPage } from './page.tsx';
import { Findings, Hints } from './student/hints.tsx';
import { Scenario } from './student/scenario.tsx';

/** What to type to grade it again. */
export interface Again {
  whole: string;
  /** One run of it; absent where no result is saved that could be played again. */
  run?: (result: Result, scenario: string) => string;
}

export interface StudentPage {
  /** Of one submission: a result a task. */
  results: Result[];
  /** What stands on top, where the id alone says little: who it is. */
  people?: string[];
  /** What a person decided, what lateness cost, what the grader should know; a sentence each. */
  remarks?: string[];
  /** The page of the class, as this one links to it. */
  classPage?: { href: string; title: string };
  again: Again;
  /** Where a capture file is, as the page links to it. */
  hrefOf: (file: string) => string;
}

export function renderStudentPage(page: StudentPage): string {
  const { results, classPage } = page;
  const id = results[0]?.submission.id ?? 'nobody';
  const crumbs = (
    <>
      {classPage !== undefined && <a href={classPage.href}>{visible(classPage.title)}</a>}
      <Foreign text={id} />
    </>
  );
  return renderPage({
    title: `${id} · ${results.map(({ task }) => task.title).join(', ')}`,
    crumbs,
    children: (
      <>
        <Hero page={page} id={id} />
        {results.map((result, index) => (
          <Task result={result} index={index} page={page} />
        ))}
        <Again page={page} />
      </>
    ),
  });
}

function Hero({ page: { results, people = [], remarks = [] }, id }: { page: StudentPage; id: string }) {
  const total = (part: 'score' | 'maxScore') =>
    results.reduce((sum, result) => sum + Math.round(result[part] * 100), 0) / 100;
  const status = overall(results);
  return (
    <div class="hero student">
      <Ring score={total('score')} maxScore={total('maxScore')} status={status} />
      <div>
        <p class="eyebrow">{results.map(({ task }) => visible(task.title)).join(' · ')}</p>
        <h1>
          <Foreign text={id} />
        </h1>
        {people.length > 0 && (
          <p class="people">
            <Foreign text={people.join(', ')} />
          </p>
        )}
        <p>
          <VerdictMark of={status} word={status === 'passed' ? 'full marks' : undefined} />
        </p>
        {remarks.map((remark) => (
          <p class="remark">{visible(remark)}</p>
        ))}
      </div>
    </div>
  );
}

function overall(results: Result[]): Result['status'] {
  if (results.some(({ status }) => status === 'inconclusive')) return 'inconclusive';
  return results.every(({ status }) => status === 'passed') ? 'passed' : 'failed';
}

function Task({ result, index, page }: { result: Result; index: number; page: StudentPage }) {
  const { task, status, score, maxScore, scenarios, hints, findings, excerpts = [] } = result;
  const id = `t${index}`;
  return (
    <section class="task" aria-labelledby={id}>
      {page.results.length > 1 && (
        <header class="task-head">
          <h2 id={id}>{visible(task.title)}</h2>
          <VerdictMark of={status} />
          <Score score={score} maxScore={maxScore} />
        </header>
      )}
      {page.results.length === 1 && (
        <h2 id={id} class="hidden">
          {visible(task.title)}
        </h2>
      )}
      <Findings findings={findings} hints={hints} excerpts={excerpts} />
      <Hints hints={hints} excerpts={excerpts} />
      {scenarios.map((scenario, number) => (
        <Scenario
          scenario={scenario}
          id={`${id}-s${number}`}
          excerpts={excerpts}
          hrefOf={page.hrefOf}
          again={page.again.run?.(result, scenario.id)}
        />
      ))}
    </section>
  );
}

function Again({ page: { results, again } }: { page: StudentPage }) {
  const [first] = results;
  if (first === undefined) return null;
  const { harness, seed, platform } = first.graded;
  return (
    <section class="again" aria-labelledby="again">
      <h2 id="again">To grade it again</h2>
      <CommandLine text={again.whole} />
      <p class="quiet">
        Graded by Sockmark {visible(harness)} on {visible(platform)}, on{' '}
        {first.network === 'private' ? 'a private network a run' : 'the host’s network'}, with the seed {seed}
        ; {counted(results.length, 'task')}.
      </p>
    </section>
  );
}
