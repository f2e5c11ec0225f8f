/** Parts of a record that are worked out from others. */
import type { Connection, RunRecord } from '../capture/record.ts';
import { ROLES } from '../spec/task.ts';

/** A side that never sent FIN (nor RST) on a connection that was established and not reset. */
export function leftOpen({ id, outcome, events }: Connection): RunRecord['leftOpen'] {
  if (outcome !== 'established' || events.some(({ kind }) => kind === 'rst')) return [];
  return ROLES.filter((role) => !events.some(({ kind, from }) => kind === 'fin' && from === role)).map(
    (by) => ({ connection: id, by }),
  );
}

/** ISO 8601 with the offset of this machine's time zone. */
export function localTime(date: Date): string {
  const offset = -date.getTimezoneOffset();
  const shifted = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const sign = offset < 0 ? '-' : '+';
  const pad = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0');
  return `${shifted}${sign}${pad(offset / 60)}:${pad(offset % 60)}`;
}
