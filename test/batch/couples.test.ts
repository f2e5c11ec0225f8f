import { describe, expect, it } from 'vitest';
import { couplesOf } from '../../harness/batch/couples.ts';
import type { Program, Submission } from '../../harness/submission/submission.ts';

const program = {} as Program;

function submission(number: number, roles = ['client', 'server']): Submission {
  const programs = Object.fromEntries(roles.map((role) => [role, program]));
  return { id: `student-${number}`, path: '', stage: '', programs, findings: [] };
}

const classOf = (count: number) => Array.from({ length: count }, (_, number) => submission(number));

function tally(couples: ReturnType<typeof couplesOf>['couples'], side: 'client' | 'server'): number[] {
  const counts = new Map<string, number>();
  for (const couple of couples) counts.set(couple[side].id, (counts.get(couple[side].id) ?? 0) + 1);
  return [...new Set(counts.values())];
}

describe('who meets whom', () => {
  it('is everybody, up to a class of forty', () => {
    const { couples, complete } = couplesOf(classOf(40), 1);
    expect(complete).toBe(true);
    expect(couples).toHaveLength(1600);
  });

  it('leaves out whose program is not there', () => {
    const { couples } = couplesOf([submission(0), submission(1, ['client']), submission(2, ['server'])], 1);
    expect(couples.map(({ client, server }) => `${client.id} ${server.id}`)).toEqual([
      'student-0 student-0',
      'student-0 student-2',
      'student-1 student-0',
      'student-1 student-2',
    ]);
  });

  it('in a larger class is each own pair and a sample in which everybody meets as many', () => {
    const { couples, complete } = couplesOf(classOf(300), 1);
    expect(complete).toBe(false);
    expect(couples.filter(({ client, server }) => client === server)).toHaveLength(300);
    expect(tally(couples, 'client')).toEqual([9]);
    expect(tally(couples, 'server')).toEqual([9]);
    expect(new Set(couples.map(({ client, server }) => `${client.id} ${server.id}`)).size).toBe(
      couples.length,
    );
  });

  it('follows from the seed', () => {
    const pairs = (seed: number) =>
      couplesOf(classOf(60), seed).couples.map(({ client, server }) => `${client.id} ${server.id}`);
    expect(pairs(7)).toEqual(pairs(7));
    expect(pairs(7)).not.toEqual(pairs(8));
  });
});
