/** Resets that Node does not tell of. */
import type { Socket } from 'node:net';
import { libc } from '../linux/libc.ts';
import { descriptorOf } from '../process.ts';

const SOL_SOCKET = 1;
const SO_ERROR = 4;

/**
 * Whether the peer has reset the connection and nobody was told yet (SO_ERROR, socket(7)); asking counts as being told. Two cases come to
 * no event: libuv takes a reset that arrives together with bytes for an end of file, and after an end of file nothing is read any more.
 *
 * LIMITATION: Linux only; elsewhere false.
 */
export function takeReset(socket: Socket): boolean {
  const fd = descriptorOf(socket);
  if (process.platform !== 'linux' || fd === undefined) return false;
  const value = Buffer.alloc(4);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(value.length);
  return libc().getsockopt(fd, SOL_SOCKET, SO_ERROR, value, length) === 0 && value.readInt32LE() !== 0;
}
