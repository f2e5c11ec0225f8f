/** What a call is about, in the words of a course. */
import { addressOf } from './names.ts';

/** Its arguments, one by one, as strace(1) prints them. */
type Reader = (given: readonly string[]) => string;

const secondAddress: Reader = ([, second = '']) => addressOf(second);
const second: Reader = ([, text = '']) => text;
const sent: Reader = ([, , length = '', , to = '']) => count(length) + withAddress('to', to);
/** Of a call that had not come back, only what was known before is printed. */
const received: Reader = ([, , length = '', , from = '']) =>
  length === '' ? '' : `up to ${count(length)}${withAddress('from', from)}`;
/** A buffer and its length; of readv(2) and writev(2), whose buffers are many, nothing. */
const buffer =
  (words: string): Reader =>
  ([, text = '', length = '']) =>
    length === '' || text.startsWith('[') ? '' : words + count(length);

const READERS: Partial<Record<string, Reader>> = {
  socket: ([domain = '', type = '', protocol = '']) => kindOf(domain, type, protocol),
  bind: secondAddress,
  listen: ([, backlog = '']) => `backlog ${backlog}`,
  accept: secondAddress,
  connect: secondAddress,
  getsockname: secondAddress,
  getpeername: secondAddress,
  setsockopt: ([, , option = '', value = '']) => `${option} = ${value.replace(/^\[(.*)\]$/, '$1')}`,
  getsockopt: ([, , option = '']) => option,
  shutdown: second,
  send: sent,
  sendto: sent,
  recv: received,
  recvfrom: received,
  sendmsg: secondAddress,
  recvmsg: secondAddress,
  write: buffer(''),
  read: buffer('up to '),
};

/** Empty where there is nothing to say. */
export function aboutOf(call: string, given: readonly string[]): string {
  return READERS[call]?.(given) ?? '';
}

function withAddress(word: string, text: string): string {
  const address = addressOf(text);
  return address === '' ? '' : ` ${word} ${address}`;
}

function count(bytes: string): string {
  return bytes === '1' ? '1 byte' : `${bytes} bytes`;
}

const PROTOCOLS: Partial<Record<string, string>> = {
  SOCK_STREAM: 'TCP',
  SOCK_DGRAM: 'UDP',
};

function kindOf(domain: string, type: string, protocol: string): string {
  const plain = /^SOCK_\w+/.exec(type)?.[0] ?? type;
  if (/UNIX|LOCAL/.test(domain)) return `Unix, ${plain}`;
  const family = domain.endsWith('INET6') ? 'IPv6' : domain.endsWith('INET') ? 'IPv4' : domain;
  return `${PROTOCOLS[plain] ?? `${plain} ${protocol}`} over ${family}`;
}
