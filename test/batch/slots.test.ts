import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Slots, inPool } from '../../harness/batch/slots.ts';

const never = new AbortController().signal;

/** Counts how many are under way at once; `turn` lets the others go on in between. */
function meter() {
  const seen = { now: 0, most: 0 };
  const turn = async () => {
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    for (let turns = 0; turns < 3; turns += 1) await setImmediate();
    seen.now -= 1;
  };
  return { seen, turn };
}

function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('slots', () => {
  it('let so many in at once and no more, in the order of asking', async () => {
    const { seen, turn } = meter();
    const slots = new Slots(3);
    const began: number[] = [];
    await Promise.all(
      Array.from({ length: 10 }, (_, number) =>
        slots.run(never, async () => {
          began.push(number);
          await turn();
        }),
      ),
    );
    expect(seen).toEqual({ now: 0, most: 3 });
    expect(began).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('are given back by work that fails', async () => {
    const slots = new Slots(1);
    await expect(slots.run(never, () => Promise.reject(new Error('upset')))).rejects.toThrow('upset');
    await expect(slots.run(never, () => Promise.resolve('next'))).resolves.toBe('next');
  });

  it('start nothing once the signal is aborted', async () => {
    const controller = new AbortController();
    const slots = new Slots(1);
    const began = gate();
    const release = gate();
    const first = slots.run(controller.signal, () => {
      began.open();
      return release.opened;
    });
    await began.opened;
    let started = false;
    const second = slots.run(controller.signal, async () => {
      await setImmediate();
      started = true;
    });
    const refused = expect(second).rejects.toThrow('stopped');
    controller.abort(new Error('stopped'));
    release.open();
    await Promise.all([first, refused]);
    expect(started).toBe(false);
  });
});

describe('a pool', () => {
  it('works through everything, so many at once', async () => {
    const { seen, turn } = meter();
    const done: number[] = [];
    await inPool([1, 2, 3, 4, 5, 6, 7], 2, never, async (item) => {
      await turn();
      done.push(item);
    });
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(seen.most).toBe(2);
  });

  it('ends with the first failure, after what was under way', async () => {
    const ended: number[] = [];
    const work = inPool([1, 2, 3, 4], 2, never, async (item) => {
      if (item === 1) throw new Error('disk full');
      for (let turns = 0; turns < 5; turns += 1) await setImmediate();
      ended.push(item);
    });
    await expect(work).rejects.toThrow('disk full');
    expect(ended).toEqual([2]);
  });

  it('takes nothing new once the signal is aborted', async () => {
    const controller = new AbortController();
    const taken: number[] = [];
    const work = inPool([1, 2, 3], 1, controller.signal, async (item) => {
      taken.push(item);
      controller.abort(new Error('stopped'));
      await setImmediate();
    });
    await expect(work).rejects.toThrow('stopped');
    expect(taken).toEqual([1]);
  });
});
