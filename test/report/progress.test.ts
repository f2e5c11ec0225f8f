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

/** What a terminal shows of a piece. */
function lines(piece = ''): string[] {
  return piece.replace('\r\u001b[2A\u001b[0J', '').split('\n');
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

  it('tells at once of what was graded before', () => {
    const { pieces, progress } = written(false, 3);
    progress.finished(row('alice'), true);
    progress.finished(row('bob'), true);
    progress.finished(row('carol'));
    progress.close();
    expect(pieces).toEqual(['[2/3] 2 graded before, and not changed since\n', '[3/3] PASS  carol  5 / 10\n']);
  });

  it('is a few lines on a terminal, written over and taken away at the end', () => {
    const { pieces, progress } = written(true, 4);
    progress.started('alice');
    progress.started('bob');
    progress.finished(row('alice', 'failed'));
    progress.finished(row('carol', 'passed'), true);
    progress.finished(row('bob', 'inconclusive'));
    progress.close();
    expect(pieces.slice(1).every((piece) => piece.startsWith('\r\u001b[2A\u001b[0J'))).toBe(true);
    expect(lines(pieces[1])).toEqual([
      `${'░'.repeat(30)}  0/4`,
      '0 passed   0 lost points   2 running   2 waiting',
      expect.stringMatching(/^alice \d+ s · bob \d+ s$/),
    ]);
    expect(lines(pieces[3])[0]).toMatch(/^█{15}░{15} {2}2\/4 {3}\d+ (s|min) left {3}1 from before$/);
    expect(lines(pieces[4])).toEqual([
      expect.stringContaining('3/4'),
      '1 passed   1 lost points   1 inconclusive   0 running   1 waiting',
      '',
    ]);
    expect(pieces.at(-1)).toBe('\r\u001b[2A\u001b[0J');
  });

  it('keeps to the line, whatever the submissions are called', () => {
    const { pieces, progress } = written(true, 100);
    for (let number = 0; number < 50; number += 1) progress.started(`学生\u202e${number}`.repeat(9));
    for (const piece of pieces) {
      for (const shown of lines(piece)) {
        expect(stringWidth(shown)).toBeLessThan(80);
        expect(shown).not.toMatch(OBEYED_BY_TERMINALS);
      }
    }
  });
});
