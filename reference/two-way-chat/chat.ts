import type { Peer, Reference } from '../../harness/run/peers/peer.ts';

/** Speaks and listens at the same time, until either party says BYE. Both sides do the same. */
export const chat: Reference = async (other, lines) => {
  const listening = listen(other);
  const saidBye = await speak(other, lines);
  if (!saidBye) await listening;
  await other.close();
};

async function speak(other: Peer, lines: readonly string[]): Promise<boolean> {
  for (const line of lines) await other.send(line);
  return lines.at(-1) === 'BYE';
}

async function listen(other: Peer): Promise<void> {
  for (let heard = await other.receive(); heard !== undefined; heard = await other.receive()) {
    if (heard.split('\n').includes('BYE')) break;
  }
}
