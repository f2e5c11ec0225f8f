/** Small pieces that both kinds of page are made of. */
import type { ComponentChildren } from 'preact';
import type { Verdict } from '../../judge/result.ts';
import { visible } from '../visible.ts';
import { points, scoreOf } from '../words.ts';

const WORDS: Record<Verdict, { sign: string; word: string }> = {
  passed: { sign: '✓', word: 'passed' },
  failed: { sign: '✗', word: 'lost points' },
  skipped: { sign: '–', word: 'not reached' },
  inconclusive: { sign: '?', word: 'inconclusive' },
};

/** A verdict by colour, sign and word. */
export function VerdictMark({ of, word }: { of: Verdict; word?: string | undefined }) {
  const { sign, word: usual } = WORDS[of];
  return (
    <span class={`verdict ${of}`}>
      <span aria-hidden="true">{sign}</span> <span>{word ?? usual}</span>
    </span>
  );
}

export function Score({ score, maxScore }: { score: number; maxScore: number }) {
  return (
    <span class="score">
      <b>{points(score)}</b>
      <span class="of"> / {points(maxScore)}</span>
    </span>
  );
}

/** A text of somebody else's: made visible, and kept from turning the direction of what stands around it. */
export function Foreign({ text, most = Infinity }: { text: string; most?: number }) {
  return <bdi>{short(text, most)}</bdi>;
}

/** Characters of a text on the page of a class; the student's own page has all of it. */
export const SHORT = 240;

/** A text made visible, and cut where it is very long. */
export function short(text: string, most = SHORT): string {
  const shown = visible(text);
  return shown.length > most ? `${shown.slice(0, most)}…` : shown;
}

/** The part that was earned, as a bar. */
export function Share({ of, label }: { of: number; label?: string }) {
  const width = `${(100 * Math.min(1, Math.max(0, of))).toFixed(1)}%`;
  return (
    <svg
      class="share"
      width="100%"
      height="6"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <rect class="whole" width="100%" height="6" rx="3" />
      <rect class="part" width={width} height="6" rx="3" />
    </svg>
  );
}

const RING = 52;
const AROUND = 2 * Math.PI * RING;

/** The score as a ring. */
export function Ring({ score, maxScore, status }: { score: number; maxScore: number; status: Verdict }) {
  const part = maxScore === 0 ? 0 : Math.min(1, score / maxScore);
  return (
    <svg
      class={`ring ${status}`}
      viewBox="0 0 120 120"
      role="img"
      aria-label={`${scoreOf(score, maxScore)} points`}
    >
      <circle class="whole" cx="60" cy="60" r={RING} />
      {part > 0 && (
        <circle
          class="part"
          cx="60"
          cy="60"
          r={RING}
          stroke-dasharray={`${(AROUND * part).toFixed(2)} ${AROUND.toFixed(2)}`}
          transform="rotate(-90 60 60)"
        />
      )}
      <text class="number" x="60" y="64">
        {points(score)}
      </text>
      <text class="unit" x="60" y="82">
        of {points(maxScore)}
      </text>
    </svg>
  );
}

/** To be copied: without the prompt that a style puts before it. */
export function CommandLine({ text }: { text: string }) {
  return <pre class="command to-type">{visible(text)}</pre>;
}

export function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** `1 student`, `2 students`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
