/** Texts that say what time it is, in the letters of strftime(3), C locale. */

import { formatTime } from '../../spec/time-format.ts';

const DAY = 86_400;

interface Letter {
  pattern: string;
  /** Seconds that the letter can tell apart. */
  step: number;
}

const DAY_NAME = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const MONTH_NAME =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December)';

const LETTERS: Record<string, Letter> = {
  a: { pattern: '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)', step: DAY },
  A: { pattern: DAY_NAME, step: DAY },
  b: { pattern: '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)', step: DAY },
  B: { pattern: MONTH_NAME, step: DAY },
  d: { pattern: '\\d{2}', step: DAY },
  D: { pattern: '\\d{2}/\\d{2}/\\d{2}', step: DAY },
  e: { pattern: '[ \\d]\\d', step: DAY },
  F: { pattern: '\\d{4}-\\d{2}-\\d{2}', step: DAY },
  H: { pattern: '\\d{2}', step: 3600 },
  I: { pattern: '\\d{2}', step: 3600 },
  j: { pattern: '\\d{3}', step: DAY },
  m: { pattern: '\\d{2}', step: DAY },
  M: { pattern: '\\d{2}', step: 60 },
  p: { pattern: '(?:AM|PM)', step: 3600 },
  S: { pattern: '\\d{2}', step: 1 },
  T: { pattern: '\\d{2}:\\d{2}:\\d{2}', step: 1 },
  y: { pattern: '\\d{2}', step: DAY },
  Y: { pattern: '\\d{4}', step: DAY },
};

type Part = { letter: Letter } | { text: string };

function partsOf(format: string): Part[] {
  return format.split(/(%.)/su).flatMap((part): Part[] => {
    const letter = part.startsWith('%') ? LETTERS[part.slice(1)] : undefined;
    if (letter) return [{ letter }];
    return part === '' ? [] : [{ text: part === '%%' ? '%' : part }];
  });
}

/**
 * The clock on the wall at `epochMs` where local time is `offsetMinutes` ahead of UTC, in the letters of strftime(3).
 * The machine that judges may be in another zone than the one that the programs ran in.
 */
export function clockText(format: string, { epochMs, offsetMinutes }: Moment): string {
  const at = new Date(epochMs + offsetMinutes * 60_000);
  const day = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()] as const;
  return formatTime(format, new Date(...day, at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()));
}

/** Finds a text of this form, right or wrong, anywhere in a longer one. */
export function timeForm(format: string): RegExp {
  const source = partsOf(format).map((part) =>
    'text' in part ? part.text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&') : part.letter.pattern,
  );
  return new RegExp(source.join(''));
}

/** The moment that a text is compared with. */
export interface Moment {
  /** Milliseconds since 1970, UTC. */
  epochMs: number;
  /** Minutes that local time is ahead of UTC. */
  offsetMinutes: number;
}

/** A sheet that lets the time be off by more than this is not about the time. */
const MOST_SECONDS = 2 * DAY;

/** Whether `text` says the moment in `format`, `withinSeconds` either way, in local time or in UTC. */
export function saysNow(text: string, format: string, moment: Moment, withinSeconds: number): boolean {
  if (timeForm(format).exec(text)?.[0] !== text) return false;
  const steps = partsOf(format).map((part) => ('text' in part ? DAY : part.letter.step));
  const step = Math.min(...steps, DAY);
  const window = Math.min(withinSeconds, MOST_SECONDS);
  return [moment.offsetMinutes, 0].some((offset) => {
    const says = (epochMs: number): boolean => clockText(format, { epochMs, offsetMinutes: offset }) === text;
    const last = moment.epochMs + window * 1000;
    for (let time = moment.epochMs - window * 1000; time < last; time += step * 1000) {
      if (says(time)) return true;
    }
    return says(last);
  });
}

/** Other forms in which programs often print the time; the longer ones first, since they hold the shorter. */
export const USUAL_FORMS = [
  '%a %b %e %H:%M:%S %Y',
  '%a %b %d %H:%M:%S %Y',
  '%Y-%m-%d %H:%M:%S',
  '%Y-%m-%dT%H:%M:%S',
  '%Y/%m/%d %H:%M:%S',
  '%d/%m/%Y %H:%M:%S',
  '%d/%m/%Y, %H:%M:%S',
  '%d-%m-%Y %H:%M:%S',
  '%d.%m.%Y %H:%M:%S',
  '%m/%d/%Y %H:%M:%S',
  '%m/%d/%Y, %H:%M:%S',
  '%d/%m/%y %H:%M:%S',
  '%m/%d/%y %H:%M:%S',
  '%a %b %d %H:%M:%S',
  '%H:%M:%S',
  '%I:%M:%S %p',
];

/** The instant and the offset of an ISO 8601 time; undefined if it is none. */
export function readIso(iso: string): Moment | undefined {
  const epochMs = Date.parse(iso);
  if (Number.isNaN(epochMs)) return undefined;
  const zone = /([+-])(\d{2}):?(\d{2})$/.exec(iso);
  const minutes = zone ? Number(zone[2]) * 60 + Number(zone[3]) : 0;
  return { epochMs, offsetMinutes: zone?.[1] === '-' ? -minutes : minutes };
}
