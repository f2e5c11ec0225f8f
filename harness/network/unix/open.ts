/** Opens a place for programs that meet at the path of a unix socket. */
import { openUnixQueues } from '../linux/unix-queues.ts';
import type { Place, PlaceRequest } from '../network.ts';
import { holdPaths } from './outside-paths.ts';
import type { Inside } from './path-relay.ts';
import { UnixPlace } from './unix-place.ts';

const PATH_WAIT_MS = 120_000;

export interface Ground<Inner extends Place> {
  /** Opens the place where the programs run, and where whatever they do over IP is seen. */
  open: () => Promise<Inner>;
  /** True where each program has a file system of its own. */
  walled: boolean;
  inside: (place: Inner) => Inside;
}

export async function openUnixPlace<Inner extends Place>(
  request: PlaceRequest,
  { open, walled, inside: insideOf }: Ground<Inner>,
): Promise<Place> {
  const held = walled ? undefined : await holdPaths(request, PATH_WAIT_MS);
  try {
    const inner = await open();
    const inside = insideOf(inner);
    const queues = inner.tables && inside(openUnixQueues);
    return new UnixPlace({
      request,
      inner,
      walled,
      inside,
      queues,
      trouble: held?.trouble,
      release: held?.release,
    });
  } catch (error) {
    await held?.release();
    throw error;
  }
}
