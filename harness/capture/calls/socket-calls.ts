/** The calls that a program made on its sockets: what the table of every course lists, filled in by the program itself. */

export interface SocketCall {
  /** Milliseconds since the run began; when the call was made, not when it came back. */
  at: number;
  /** The name in section 2 of the manual, without its variants: `accept` for accept4(2), `send` for sendto(2) without an address. */
  call: string;
  /** The socket's number in the program. Of `socket` the new one; of `select`, `poll` and `epoll_wait` none. */
  descriptor: number | undefined;
  /** What the call is about, in the words of a course: `127.0.0.1:12000`, `backlog 5`, `up to 1024 bytes`. */
  about: string;
  /** The arguments as strace(1) prints them; the bytes of messages are left out. */
  arguments: string;
  /** Bytes that were sent or received. */
  bytes?: number;
  /** Of `accept`: the number of the new socket. */
  opened?: number;
  /** The call failed: errno by its name and in words. */
  error?: { name: string; text: string };
  /** It had not come back when the program was ended. */
  waiting?: true;
  /** The language's runtime made it by itself: Python closes a socket that the program has forgotten, Node waits in its event loop. */
  byRuntime?: true;
  /** How often it was made one time after the other in the very same way, where more than once. */
  times?: number;
}

export interface SocketCalls {
  /** In their order. Of very many the beginning and the end. */
  made: SocketCall[];
  /** Calls in between that are not kept. */
  dropped: number;
  /** Numbers of the sockets that no call of the program closed. */
  neverClosed: number[];
  /** There were so many that a part of them was not looked at. What is not in here may have been made all the same. */
  incomplete?: true;
}

/** The first three quarters and the last one of what is more than `most`. */
export function keepCalls(all: SocketCalls, most: number): SocketCalls {
  const { made, dropped, neverClosed } = all;
  if (made.length <= most) return all;
  const first = Math.ceil(most * 0.75);
  const kept = [...made.slice(0, first), ...made.slice(first - most)];
  const left = made.slice(first, first - most);
  return {
    ...all,
    made: kept,
    dropped: dropped + left.reduce((sum, { times }) => sum + (times ?? 1), 0),
    neverClosed: neverClosed.slice(0, most),
  };
}
