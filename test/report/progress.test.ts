import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { plain } from '../../harness/report/terminal/paint.ts';
import { showProgress } from '../../harness/report/terminal/progress.ts';
import { OBEYED_BY_TERMINALS } from './hostile-text.ts';

const terminal = { columns: 80, paint: plain };
const row = (id: string, status: 'passed' | 'failed' | 'inconclusive' = 'passed') => ({
  id,
  status,
  score: 5,
  maxScore: 10,
  tasks: [],
});

function written(isTTY: boolean, total: number) {
  const pieces: string[] = [];
  const progress = showProgress(total, { isTTY, write: (text) => pieces.push(text) }, terminal);
  return { pieces, progress };
}

describe('progress', () => {
  it('is a line a submission where there is no terminal', () => {
    const { pieces, progress } = written(false, 12);
    progress.started('alice');
    progress.finished(row('alice'));
    progress.finished(row('b\u001b[2Jb', 'inconclusive'));
    progress.close();
    expect(pieces).toEqual(['[ 1/12] PASS  alice  5 / 10\n', '[ 2/12] INCONCLUSIVE  b␛[2Jb  5 / 10\n']);
  });

  it('is one line on a terminal, written over and taken away at the end', () => {
    const { pieces, progress } = written(true, 2);
    progress.started('alice');
    progress.started('bob');
    progress.finished(row('alice', 'failed'));
    progress.finished(row('bob', 'inconclusive'));
    progress.close();
    expect(pieces.every((piece) => piece.startsWith('\r\u001b[2K') && !piece.includes('\n'))).toBe(true);
    expect(pieces[1]).toContain('0/2, 0 lost points  alice, bob');
    expect(pieces[2]).toMatch(/██████████░░░░░░░░░░ 1\/2, 1 lost points {2}\d+ (s|min) left {2}bob$/);
    expect(pieces[3]).toContain('2/2, 1 lost points, 1 inconclusive');
    expect(pieces.at(-1)).toBe('\r\u001b[2K');
  });

  it('keeps to the line, whatever the submissions are called', () => {
    const { pieces, progress } = written(true, 100);
    for (let number = 0; number < 50; number += 1) progress.started(`学生\u202e${number}`.repeat(9));
    for (const piece of pieces) {
      const shown = piece.slice('\r\u001b[2K'.length);
      expect(stringWidth(shown)).toBeLessThan(80);
      expect(shown).not.toMatch(OBEYED_BY_TERMINALS);
    }
  });
});
