/** Words for messages. What a program said comes out as one line in which nothing is invisible. */
import type { Endpoint } from '../capture/record.ts';
import type { Role } from '../spec/task.ts';

/** U+2400 to U+2421 picture the control characters that they are numbered after (Unicode, Control Pictures). */
const PICTURES = 0x2400;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(PICTURES + code);
  if (code === 0x7f) return '␡';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** A byte as a person reads it: a letter where it is one, else its number. */
export function byteName(byte: number): string {
  const hex = `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  if (byte === 0x20) return `a blank (${hex})`;
  if (byte === 0x0a) return `a line feed (${hex})`;
  if (byte === 0x0d) return `a carriage return (${hex})`;
  if (byte === 0) return `a NUL (${hex})`;
  return byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}" (${hex})` : hex;
}

/** `bytes` as text: UTF-8 where it is, else byte by byte with `\xNN` for what is not ASCII. */
function asText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf8');
  if (Buffer.from(text, 'utf8').equals(bytes)) return text;
  const ascii = Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return ascii.join('');
}

/** In quotation marks, in one line, and no longer than `limit` characters. */
export function quoted(said: Uint8Array | string, limit = 60): string {
  const few = typeof said === 'string' ? said.slice(0, limit * 4) : said.subarray(0, limit * 4);
  const text = typeof few === 'string' ? few : asText(few);
  const characters = Array.from(text.replace(UNSEEN, picture));
  const cut = characters.length > limit || few.length < said.length;
  return `"${characters.slice(0, limit).join('')}${cut ? '…' : ''}"`;
}

export function The(role: Role): string {
  return `The ${role}`;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `127.0.0.1:53`, `[::1]:53`, or the path of a unix socket. */
export function address(endpoint: Endpoint): string {
  if (endpoint.port === 0) return endpoint.address;
  return endpoint.address.includes(':')
    ? `[${endpoint.address}]:${endpoint.port}`
    : `${endpoint.address}:${endpoint.port}`;
}

/** By their ports: what a socket calls its address may be a wildcard. Those of unix sockets have only their paths. */
export function isSameEnd(one: Endpoint, other: Endpoint): boolean {
  return one.port === other.port && (one.port !== 0 || one.address === other.address);
}

/** `port 9000`, or the path `chat.sock`. */
export function portWords(port: number | string): string {
  return typeof port === 'number' ? `port ${port}` : port;
}

/** `on port 9000`, `at chat.sock`. */
export function atSpot(spot: number | string): string {
  return `${typeof spot === 'number' ? 'on' : 'at'} ${portWords(spot)}`;
}

export function listed(items: (string | number)[]): string {
  if (items.length <= 1) return String(items[0] ?? '');
  return `${items.slice(0, -1).join(', ')} and ${String(items.at(-1))}`;
}
