/** The page of a class: who has what, what did most lose, what would help, and how everybody's programs get on. */
import type { Meetings as MeetingsOf } from '../meetings.ts';
import { visible } from '../visible.ts';
import { points } from '../words.ts';
import { peopleOf } from './class/about.ts';
import { ClassDigest, type ClassRow } from './class/digest.ts';
import { Distribution } from './class/distribution.tsx';
import { CommonHints } from './class/hints.tsx';
import { LostChecks } from './class/lost.tsx';
import { Meetings } from './class/meetings.tsx';
import { ClassTable } from './class/table.tsx';
import { counted, Section } from './parts.tsx';
import { renderPage } from './page.tsx';

export { ClassDigest, peopleOf };

export interface ClassPage {
  title: string;
  /** In the order of their ids. */
  rows: ClassRow[];
  digest: ClassDigest;
  network: 'private' | 'host';
  /** How everybody's programs got on, a task each. */
  meetings?: MeetingsOf[];
  /** Who is expected and handed nothing in; what lay there and is nobody's. */
  missing?: string[];
  unmatched?: string[];
  /** The page of a submission, as this one links to it. */
  hrefOf: (id: string) => string;
}

export function renderClassPage(page: ClassPage): string {
  const { title, rows, digest, hrefOf } = page;
  const tasks = [...digest.tasks.values()];
  const shares = rows.flatMap(({ score, finalScore = score, maxScore, status }) =>
    maxScore === 0 || status === 'inconclusive' ? [] : [finalScore / maxScore],
  );
  return renderPage({
    title: `${title} · the class`,
    crumbs: <span>{visible(title)}</span>,
    children: (
      <>
        <Hero page={page} shares={shares} />
        <Overview shares={shares} digest={digest} />
        <Section id="hints" title="What would help most">
          <div class="card pad">
            <CommonHints hints={digest.hints()} hrefOf={hrefOf} />
          </div>
        </Section>
        {(page.meetings ?? []).map((meetings, index) => (
          <Section
            id={`meetings-${index}`}
            title={`Who gets on with whom${tasks.length > 1 ? `: ${visible(meetings.task)}` : ''}`}
          >
            <Meetings meetings={meetings} hrefOf={hrefOf} />
          </Section>
        ))}
        <Section id="everybody" title="Everybody">
          <ClassTable rows={rows} tasks={tasks} hrefOf={hrefOf} />
        </Section>
        <Absent title="Handed nothing in" names={page.missing ?? []} />
        <Absent title="Could not be matched to anybody" names={page.unmatched ?? []} />
      </>
    ),
  });
}

function Overview({ shares, digest }: { shares: number[]; digest: ClassDigest }) {
  return (
    <div class="columns">
      <Section id="distribution" title="How the scores lie">
        <div class="card pad">
          <Distribution shares={shares} />
          <p class="quiet">Per cent of the points. The last bar has full marks.</p>
        </div>
      </Section>
      <Section id="lost" title="Where the points went">
        <div class="card pad">
          <LostChecks lost={digest.lost()} several={digest.tasks.size > 1} />
        </div>
      </Section>
    </div>
  );
}

function Hero({ page: { title, rows, network }, shares }: { page: ClassPage; shares: number[] }) {
  const count = (status: ClassRow['status']) => rows.filter((row) => row.status === status).length;
  const sorted = [...shares].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
  const mean = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
  return (
    <div class="class-hero">
      <p class="eyebrow">
        {counted(rows.length, 'submission')},{' '}
        {network === 'private' ? 'each run on a network of its own' : 'run on the host’s network'}
      </p>
      <h1>{visible(title)}</h1>
      <dl class="tiles">
        <Tile name="full marks" value={String(count('passed'))} kind="passed" />
        <Tile name="lost points" value={String(count('failed'))} kind="failed" />
        {count('inconclusive') > 0 && (
          <Tile name="inconclusive" value={String(count('inconclusive'))} kind="inconclusive" />
        )}
        <Tile name="median" value={`${points(Math.round(median * 100))} %`} />
        <Tile name="mean" value={`${points(Math.round(mean * 100))} %`} />
      </dl>
    </div>
  );
}

function Tile({ name, value, kind = '' }: { name: string; value: string; kind?: string }) {
  return (
    <div class={`tile ${kind}`}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Absent({ title, names }: { title: string; names: string[] }) {
  if (names.length === 0) return null;
  return (
    <details class="absent card pad">
      <summary>
        {title}: {names.length}
      </summary>
      <ul>
        {names.map((name) => (
          <li>
            <bdi>{visible(name)}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}
