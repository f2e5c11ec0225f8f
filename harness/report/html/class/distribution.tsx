/** How the scores of a class lie: ten steps and full marks. */
import { counted } from '../parts.tsx';

const STEPS = 10;
const WIDTH = 560;
const HEIGHT = 170;
const BASE = HEIGHT - 24;
const TOP = 18;
const GAP = 6;

/** `shares`: of the points, from 0 to 1, one a submission. */
export function Distribution({ shares }: { shares: number[] }) {
  const bins = binsOf(shares);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const width = (WIDTH - GAP * STEPS) / (STEPS + 1);
  const said = bins.filter(({ count }) => count > 0).map(({ name, count }) => `${name}: ${count}`);
  return (
    <svg
      class="distribution"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${counted(shares.length, 'submission')} by the part of the points earned. ${said.join('; ')}.`}
    >
      <line class="base" x1="0" x2={WIDTH} y1={BASE} y2={BASE} />
      {bins.map(({ count, label }, index) => {
        const x = index * (width + GAP);
        const height = ((BASE - TOP) * count) / most;
        return (
          <g class={index === STEPS ? 'full' : ''}>
            {count > 0 && <rect x={x} y={BASE - height} width={width} height={height} rx="3" />}
            {count > 0 && (
              <text class="count" x={x + width / 2} y={BASE - height - 5}>
                {count}
              </text>
            )}
            <text class="step" x={x + width / 2} y={HEIGHT - 7}>
              {label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

interface Bin {
  label: string;
  name: string;
  count: number;
}

function binsOf(shares: number[]): Bin[] {
  const counts = Array.from({ length: STEPS + 1 }, () => 0);
  for (const share of shares) {
    const index = Math.min(STEPS, Math.max(0, Math.floor(share * STEPS + 1e-9)));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => {
    const from = (100 / STEPS) * index;
    if (index === STEPS) return { label: '100', name: 'full marks', count };
    return { label: `${from}–`, name: `${from} to ${from + 100 / STEPS} per cent`, count };
  });
}
