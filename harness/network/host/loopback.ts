/** The machine's own loopback, read by one packet socket for all runs that go on at the same time. */
import { openPacketSocket, type PacketSocket } from '../linux/packet-socket.ts';

/** `atNs`: nanoseconds since 1970. The frame may be kept. */
type OnFrame = (frame: Uint8Array, atNs: bigint) => void;

export interface LoopbackView {
  /** Packets that the kernel dropped since the view was opened: anybody's, so perhaps this run's. */
  lost(): number;
  close(): void;
}

/** Whether this process may read the loopback's packets (CAP_NET_RAW): found out by opening a socket for it. */
export async function canReadLoopback(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  try {
    await openPacketSocket().close();
    return true;
  } catch {
    return false;
  }
}

export class Loopback {
  #socket: PacketSocket | undefined;
  readonly #views = new Set<OnFrame>();

  /** Gives the frames from now on to `onFrame`, each time somebody calls `drain`. */
  open(onFrame: OnFrame): LoopbackView {
    this.drain();
    const socket = (this.#socket ??= openPacketSocket());
    const lostBefore = socket.lost();
    this.#views.add(onFrame);
    return {
      lost: () => socket.lost() - lostBefore,
      close: () => {
        this.#leave(onFrame);
      },
    };
  }

  /** Hands the frames that have come to all views. */
  drain(): void {
    this.#socket?.drain((frame, atNs) => {
      for (const onFrame of this.#views) onFrame(frame, atNs);
    });
  }

  #leave(onFrame: OnFrame): void {
    this.drain();
    this.#views.delete(onFrame);
    if (this.#views.size > 0) return;
    // Not waited for: the kernel takes its time to close it.
    void this.#socket?.close();
    this.#socket = undefined;
  }
}
