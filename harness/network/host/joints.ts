/** Joins two connections into one, writes down what goes through, and hands it on as it is: bytes, half-closes and resets. */
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ConnectionLog } from '../../capture/conversation-log.ts';
import { otherRole, ROLES, type Role } from '../../spec/task.ts';
import { takeReset } from './socket-error.ts';

/** Two connections to be joined: the client's with the relay, and the relay's with the server. */
export interface Pair extends Record<Role, Socket> {
  log: ConnectionLog | undefined;
}

export class Joints {
  readonly #now: () => number;
  #inHand = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Steps that were taken and are not done yet: half-closes on their way, and whatever was counted in. */
  get inHand(): number {
    return this.#inHand;
  }

  /** Counts a step as in hand until it is done. */
  async whileInHand<Result>(step: Promise<Result>): Promise<Result> {
    this.#inHand += 1;
    try {
      return await step;
    } finally {
      this.#inHand -= 1;
    }
  }

  join(pair: Pair): void {
    pair.log?.opened(this.#now());
    for (const role of ROLES) this.#forward(role, pair);
    for (const role of ROLES) pair[role].resume();
  }

  /** Hands on what `role` sends. Its peer's window is respected: while it is full, `role` is not read. */
  #forward(role: Role, pair: Pair): void {
    const from = pair[role];
    const to = pair[otherRole(role)];
    from.setNoDelay(true);
    from.on('data', (bytes: Buffer) => {
      pair.log?.data(role, bytes, this.#now());
      if (!to.write(bytes)) from.pause();
      // Nothing is read from it any more, and these bytes may have been answered with RST.
      if (to.readableEnded)
        void this.whileInHand(nextTurn().then(() => this.#noticeReset(otherRole(role), pair)));
    });
    to.on('drain', () => from.resume());
    from.on('end', () => {
      if (this.#noticeReset(otherRole(role), pair) || this.#noticeReset(role, pair)) return;
      pair.log?.fin(role, this.#now());
      void this.whileInHand(ended(to));
    });
    // ECONNRESET, or EPIPE where the RST was met in writing.
    from.on('error', () => {
      this.#reset(role, pair);
    });
  }

  /** True if `role` has reset the connection and nothing has told so. */
  #noticeReset(role: Role, pair: Pair): boolean {
    const wasReset = takeReset(pair[role]);
    if (wasReset) this.#reset(role, pair);
    return wasReset;
  }

  /** `role` has reset. What its peer had no room for yet is lost with it, as without a relay. */
  #reset(role: Role, pair: Pair): void {
    const to = pair[otherRole(role)];
    pair.log?.rst(role, this.#now());
    pair[role].destroy();
    if (!to.destroyed) resetOrClose(to);
  }
}

/**
 * LIMITATION: nobody can ask for the reset of a unix socket, which the kernel makes of a close with bytes unread (unix(7)): whoever is at the
 * other end of one meets the end of the stream.
 */
function resetOrClose(socket: Socket): void {
  if (socket.remoteFamily === undefined) socket.destroy();
  else socket.resetAndDestroy();
}

/** Sends FIN behind all that was written, and waits until it is sent, or never will be. */
function ended(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.end(() => {
      resolve();
    });
  });
}
