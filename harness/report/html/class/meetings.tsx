/** Cross-play as a picture: who got on with whom. */
import {
  gotOn,
  type Meeting,
  type Meetings as MeetingsOf,
  ratio,
  type Standing,
  standingsIn,
} from '../../meetings.ts';
import { columnsOf, fit } from '../../terminal/width.ts';
import { visible } from '../../visible.ts';
import { Foreign } from '../parts.tsx';

interface View {
  meetings: MeetingsOf;
  /** The page of a submission, as this one links to it. */
  hrefOf: (id: string) => string;
}

export function Meetings({ meetings, hrefOf }: View) {
  const standings = standingsIn(meetings.pairs);
  return (
    <div class="card pad meetings">
      {meetings.remarks.map((remark) => (
        <p class="remarkable">{visible(remark)}</p>
      ))}
      <p class="quiet">
        {meetings.complete
          ? 'Every client met every server.'
          : 'Each client met its own server and a sample of the others.'}{' '}
        {meetings.pairs.length} runs, {meetings.pairs.filter(gotOn).length} got on.
      </p>
      <Legend />
      {meetings.complete && <Matrix standings={standings} pairs={meetings.pairs} />}
      <details class="more" open={!meetings.complete}>
        <summary>As a table</summary>
        <Partners standings={standings} hrefOf={hrefOf} />
      </details>
    </div>
  );
}

const WORDS: Record<Meeting['outcome'], string> = {
  works: 'works',
  flawed: 'understood each other, something else was lost',
  fails: 'does not get on',
  inconclusive: 'inconclusive',
};

function Legend() {
  return (
    <ul class="legend">
      {Object.entries(WORDS).map(([outcome, words]) => (
        <li>
          <svg width="14" height="14" aria-hidden="true">
            <Cell outcome={outcome as Meeting['outcome']} x={0} y={0} size={14} />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  );
}

const SIZE = 16;
const LETTERS = 22;
const LETTER_WIDTH = 6.2;

/** A row a client, a column a server; those who get on with most stand first, so that groups show as blocks. */
function Matrix({ standings, pairs }: { standings: Standing[]; pairs: Meeting[] }) {
  const order = [...standings].sort((a, b) => friends(b) - friends(a));
  const place = new Map(order.map(({ id }, index) => [id, index]));
  const names = order.map(({ id }) => fit(visible(id), LETTERS));
  const edge = Math.max(...names.map(columnsOf)) * LETTER_WIDTH + 12;
  const side = edge + order.length * SIZE;
  return (
    <figure class="matrix">
      <svg
        width={side + 4}
        height={side + 4}
        role="img"
        aria-label="Who got on with whom; the same as the table below"
      >
        <Names names={names} edge={edge} />
        {pairs.map((pair) => (
          <g>
            <Cell
              outcome={pair.outcome}
              x={edge + (place.get(pair.server) ?? 0) * SIZE}
              y={edge + (place.get(pair.client) ?? 0) * SIZE}
              size={SIZE - 2}
              own={pair.client === pair.server}
            />
            <title>{titleOf(pair)}</title>
          </g>
        ))}
      </svg>
      <figcaption class="quiet">
        Rows are clients, columns are servers; a frame is somebody’s own pair.
      </figcaption>
    </figure>
  );
}

function Names({ names, edge }: { names: string[]; edge: number }) {
  const middle = (index: number) => edge + index * SIZE + SIZE * 0.72;
  return (
    <>
      {names.map((name, index) => (
        <>
          <text class="row-name" x={edge - 6} y={middle(index)}>
            {name}
          </text>
          <text transform={`translate(${middle(index)} ${edge - 6}) rotate(-90)`}>{name}</text>
        </>
      ))}
    </>
  );
}

function friends({ asClient, asServer }: Standing): number {
  return [...asClient, ...asServer].filter(gotOn).length;
}

function titleOf({ client, server, outcome, check, message }: Meeting): string {
  const why =
    message === undefined ? '' : `\n${check === undefined ? '' : `${check}: `}${message.slice(0, 200)}`;
  return `client of ${visible(client)}, server of ${visible(server)}: ${WORDS[outcome]}${visible(why)}`;
}

interface CellView {
  outcome: Meeting['outcome'];
  x: number;
  y: number;
  size: number;
  own?: boolean;
}

/** Told apart without colour too: full, striped by a line, crossed, and empty. */
function Cell({ outcome, x, y, size, own = false }: CellView) {
  const [left, right, top, bottom] = [x + 4, x + size - 4, y + 4, y + size - 4];
  return (
    <>
      <rect class={`cell ${outcome} ${own ? 'own' : ''}`} x={x} y={y} width={size} height={size} rx="3" />
      {outcome === 'fails' && (
        <path class="sign" d={`M${left} ${top} L${right} ${bottom} M${left} ${bottom} L${right} ${top}`} />
      )}
      {outcome === 'flawed' && <path class="sign" d={`M${left} ${y + size / 2} H${right}`} />}
    </>
  );
}

const MOST_IN_A_STRIP = 16;

/** A few meetings side by side, those who got on first; a matrix shows many better. */
function Strip({ of }: { of: Meeting[] }) {
  if (of.length > MOST_IN_A_STRIP) return null;
  const order = of.toSorted((a, b) => Number(gotOn(b)) - Number(gotOn(a)));
  return (
    <svg class="strip" width={of.length * SIZE} height={SIZE} aria-hidden="true">
      {order.map((meeting, index) => (
        <g>
          <Cell outcome={meeting.outcome} x={index * SIZE} y={1} size={SIZE - 2} />
          <title>{titleOf(meeting)}</title>
        </g>
      ))}
    </svg>
  );
}

function Partners({ standings, hrefOf }: { standings: Standing[]; hrefOf: View['hrefOf'] }) {
  return (
    <table class="partners">
      <thead>
        <tr>
          <th scope="col">student</th>
          <th scope="col">own pair</th>
          <th scope="col">client with the servers of others</th>
          <th scope="col">server with the clients of others</th>
        </tr>
      </thead>
      <tbody>
        {standings.map(({ id, own, asClient, asServer }) => (
          <tr>
            <th scope="row" class="student">
              <a href={hrefOf(id)}>
                <Foreign text={id} />
              </a>
            </th>
            <td data-label="own pair">{own === undefined ? '–' : WORDS[own.outcome]}</td>
            <td data-label="client">
              {ratio(asClient)} <Strip of={asClient} />
            </td>
            <td data-label="server">
              {ratio(asServer)} <Strip of={asServer} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
