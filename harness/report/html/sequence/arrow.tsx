/**
 * The drawing of one row: the two lifelines, and what went from one to the other. A lifeline is solid while its side may
 * still send, dashed after its FIN, and gone after a reset. All lengths are parts of the lane's width or pixels, so that
 * nothing is scaled: the left lifeline is at 0, the right one at 100 %.
 */
import type { Row } from '../../conversation/rows.ts';

/** Pixels from the bottom of the row to the arrow. */
const LEVEL = -9;
const HEAD = 9;

export function Arrow({ row }: { row: Row }) {
  return (
    <svg class="arrow" width="100%" height="100%" aria-hidden="true">
      <Lifeline x="0" life={row.before.client} side="client" />
      <Lifeline x="100%" life={row.before.server} side="server" />
      {row.kind !== 'note' && (
        <svg y="100%" class="drawn">
          <Shaft row={row} />
          <End row={row} />
          {row.event === 'fin' && <Foot from={row.from} />}
        </svg>
      )}
    </svg>
  );
}

function Lifeline({ x, life, side }: { x: string; life: Row['before']['client']; side: string }) {
  return <line class={`life ${life} ${side}`} x1={x} x2={x} y1="0" y2="100%" />;
}

/** What got no answer stops short of the other lifeline. */
function Shaft({ row }: { row: Row }) {
  const end = row.kind === 'lost' ? '86%' : '100%';
  const [x1, x2] = row.from === 'client' ? ['0', end] : [row.kind === 'lost' ? '14%' : '0', '100%'];
  return <line class="shaft" x1={x1} x2={x2} y1={LEVEL} y2={LEVEL} />;
}

/** An arrow head where it arrives; a cross where it is a reset, or never arrived. */
function End({ row: { kind, from } }: { row: Row }) {
  const toRight = from === 'client';
  const x = kind === 'lost' ? (toRight ? '86%' : '14%') : toRight ? '100%' : '0';
  if (kind !== 'packet') {
    return (
      <svg x={x} class="drawn">
        <path class="cross" d={`M-6 ${LEVEL - 6} l12 12 M-6 ${LEVEL + 6} l12 -12`} />
      </svg>
    );
  }
  const back = toRight ? -HEAD : HEAD;
  return (
    <svg x={x} class="drawn">
      <path class="tip" d={`M0 ${LEVEL} l${back} -5 v10 z`} />
    </svg>
  );
}

/** FIN: its sender's lifeline is cut, since nothing more comes from there. */
function Foot({ from }: { from: Row['from'] }) {
  return (
    <svg x={from === 'client' ? '0' : '100%'} class="drawn">
      <path class="foot" d={`M-7 ${LEVEL} h14`} />
    </svg>
  );
}
