import { describe, expect, test } from 'vitest';
import { refusalOf } from './helpers.ts';

/** A fault put into the sample spec, and what is to be said of it. */
export interface Wrong {
  what: string;
  changes: object;
  path: string;
  found: string;
  allowed: string;
  remedy?: string;
}

/** Each fault is named, alone, with file, path, what was found and what is allowed. */
export function testWrong(title: string, wrong: Wrong[]): void {
  describe(title, () => {
    test.each(wrong)('$what', async ({ changes, path, found, allowed, remedy }) => {
      const error = await refusalOf(changes);
      expect(error.others, error.message).toEqual([]);
      expect(error.file).toMatch(/sample\.json$/);
      expect(error.path).toBe(path);
      expect(error.found).toContain(found);
      expect(error.allowed).toContain(allowed);
      expect(error.remedy ?? '').toContain(remedy ?? '');
      for (const said of [error.path, error.found, error.allowed, 'sample.json']) {
        expect(error.message).toContain(said);
      }
    });
  });
}
