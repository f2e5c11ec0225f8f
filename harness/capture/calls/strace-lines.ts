/** The lines that strace(1) writes with `-f -ttt -T -a 1`, put together to calls. Pure. */

export interface RawCall {
  /** The thread that made it. */
  thread: number;
  /** Seconds since 1970. */
  at: number;
  name: string;
  arguments: string;
  /** What came back: `3<socket:[8]>`, `-1 EBADF (Bad file descriptor)`; undefined where nothing did. */
  result: string | undefined;
}

const LINE = /^(\d+)\s+(\d+\.\d+) (.*)$/;
const RESUMED = /^<\.\.\. \w+ resumed>/;
const UNFINISHED = / ?<unfinished \.\.\.>$/;
const CALL = /^(\w+)\((.*)$/;
/** The last of its kind in the line: a path among the arguments may hold anything. */
const RETURNED = /^(.*)\)\s+= (-?\d.*?|\?.*?)(?: <(\d+\.\d+)>)?$/;

/**
 * Calls in the order in which they were made. What is no call (signals, exits) is left out; so is a line that is torn, and what happened after
 * `until` (seconds since 1970).
 */
export function rawCalls(trace: string, until: number): RawCall[] {
  const calls: RawCall[] = [];
  const open = new Map<number, RawCall>();
  for (const line of trace.split('\n')) {
    const [, thread, at, text = ''] = LINE.exec(line) ?? [];
    if (thread === undefined || Number(at) > until) continue;
    const number = Number(thread);
    const before = open.get(number);
    const resumed = RESUMED.test(text) ? before : undefined;
    const call = resumed ?? begin(number, Number(at), text);
    if (call === undefined) continue;
    open.delete(number);
    if (resumed === undefined) calls.push(call);
    // A signal came in between, and the call is made anew.
    if (resumed === undefined && before !== undefined) calls.splice(calls.indexOf(before), 1);
    take(call, resumed === undefined ? call.arguments : call.arguments + text.replace(RESUMED, ''), until);
    if (call.result === undefined) open.set(number, call);
  }
  return calls;
}

function begin(thread: number, at: number, text: string): RawCall | undefined {
  const [, name, rest = ''] = CALL.exec(text) ?? [];
  return name === undefined ? undefined : { thread, at, name, arguments: rest, result: undefined };
}

function take(call: RawCall, text: string, until: number): void {
  const [, given, result, took] = UNFINISHED.test(text) ? [] : (RETURNED.exec(text) ?? []);
  call.arguments = given ?? text.replace(UNFINISHED, '');
  if (call.at + Number(took ?? 0) > until) return;
  // "?": a signal, or the end of the program, came before the answer.
  if (result !== undefined && !result.startsWith('?')) call.result = result;
}

/** `{a, b}, "c, d", 3` at its outermost commas. */
export function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const token of text.match(/"(?:[^"\\]|\\.)*"?|[{[(<]|[}\])>]|, ?|[^"{[(<}\])>,]+/g) ?? []) {
    if (/^[{[(<]$/.test(token)) depth += 1;
    if (/^[}\])>]$/.test(token)) depth -= 1;
    if (depth <= 0 && token.startsWith(',')) {
      parts.push(part.trim());
      part = '';
    } else part += token;
  }
  return [...parts, part.trim()];
}
