/** What most were told to try, and who they are. */
import { counted, Foreign, SHORT, short } from '../parts.tsx';
import type { HintTally } from './digest.ts';

const SHOWN = 8;
const NAMES_SHOWN = 12;
const LONGEST_HINT = 1000;

interface Links {
  /** The page of a submission, as this one links to it. */
  hrefOf: (id: string) => string;
}

export function CommonHints({ hints, hrefOf }: Links & { hints: HintTally[] }) {
  if (hints.length === 0) return <p class="quiet">Nobody needed a hint.</p>;
  const rest = hints.slice(SHOWN);
  return (
    <>
      <HintList hints={hints.slice(0, SHOWN)} hrefOf={hrefOf} />
      {rest.length > 0 && (
        <details class="more">
          <summary>{counted(rest.length, 'more hint')}</summary>
          <HintList hints={rest} hrefOf={hrefOf} />
        </details>
      )}
    </>
  );
}

function HintList({ hints, hrefOf }: Links & { hints: HintTally[] }) {
  return (
    <ol class="common">
      {hints.map(({ message, varies, students }) => (
        <li>
          <span class="times">
            {students.length}
            <span class="hidden"> {students.length === 1 ? 'student' : 'students'}: </span>
          </span>
          <div>
            <p class="message">
              {varies && <span class="quiet">such as </span>}
              {short(message, LONGEST_HINT)}
            </p>
            <Students ids={students} hrefOf={hrefOf} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Students({ ids, hrefOf }: Links & { ids: string[] }) {
  const [shown, rest] = [ids.slice(0, NAMES_SHOWN), ids.slice(NAMES_SHOWN)];
  const links = (some: string[]) =>
    some.map((id) => (
      <a href={hrefOf(id)}>
        <Foreign text={id} most={SHORT} />
      </a>
    ));
  return (
    <>
      <p class="names">{links(shown)}</p>
      {rest.length > 0 && (
        <details class="more">
          <summary>{rest.length} more</summary>
          <p class="names">{links(rest)}</p>
        </details>
      )}
    </>
  );
}
