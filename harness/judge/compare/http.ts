/** Messages of HTTP/1.1 (RFC 9112): the first line, the fields of the header, and the content. */
import type { Says } from '../../spec/task.ts';
import { quoted } from '../words.ts';

export type HttpSays = Extract<Says, { kind: 'request' | 'response' }>;

export interface HttpFault {
  what: 'first-line' | 'status' | 'header-end' | 'field-missing' | 'length' | 'content';
  /** To follow `The server said "…"`. */
  words: string;
}

/** Faults that leave the message half right. */
export const HALF_RIGHT: HttpFault['what'][] = ['header-end', 'field-missing', 'length'];

interface HttpMessage {
  first: string;
  fields: Map<string, string>;
  content: Buffer;
  /** The header's lines end with CRLF, and an empty one ends it. */
  ended: boolean;
}

/** What is wrong with a message; undefined where nothing is. */
export function httpFault(bytes: Buffer, says: HttpSays): HttpFault | undefined {
  const message = readMessage(bytes);
  return says.kind === 'request' ? requestFault(message, says) : responseFault(message, says);
}

function requestFault(
  { first, ended }: HttpMessage,
  { method, target }: Extract<HttpSays, { kind: 'request' }>,
): HttpFault | undefined {
  const [own, asked, version] = first.split(' ');
  if (own !== method || asked !== target || !/^HTTP\/1\.[01]$/.test(version ?? ''))
    return { what: 'first-line', words: `its first line is not ${quoted(`${method} ${target} HTTP/1.1`)}` };
  return ended ? undefined : NOT_ENDED;
}

const NOT_ENDED: HttpFault = {
  what: 'header-end',
  words: 'its header does not end with an empty line, or its lines not with CR and LF',
};

function responseFault(
  message: HttpMessage,
  says: Extract<HttpSays, { kind: 'response' }>,
): HttpFault | undefined {
  const status = /^HTTP\/1\.[01] (\d{3})( |$)/.exec(message.first)?.[1];
  if (status === undefined)
    return { what: 'first-line', words: 'that does not begin with a status line of HTTP' };
  if (Number(status) !== says.status) {
    return { what: 'status', words: `its status is ${status}, not ${says.status}` };
  }
  if (!message.ended) return NOT_ENDED;
  return contentFault(message, says.file?.bytes()) ?? fieldFault(message, says.headers);
}

function contentFault({ content, fields }: HttpMessage, right: Buffer | undefined): HttpFault | undefined {
  if (right && !content.equals(right)) {
    const words = `its content (${content.length} bytes) is not that of the file (${right.length} bytes)`;
    return { what: 'content', words };
  }
  const length = fields.get('content-length');
  if (length === undefined || Number(length) === content.length) return undefined;
  const words = `its Content-Length is ${quoted(length)}, and its content has ${content.length} bytes`;
  return { what: 'length', words };
}

function fieldFault({ fields }: HttpMessage, wanted: readonly string[]): HttpFault | undefined {
  const missing = wanted.find((name) => !fields.has(name.toLowerCase()));
  return missing === undefined ? undefined : { what: 'field-missing', words: `its header has no ${missing}` };
}

/** A header is read with whatever ends its lines; whether that is right is told by `ended`. */
function readMessage(bytes: Buffer): HttpMessage {
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.indexOf('\n\n');
  const ended = crlf >= 0 && (lf < 0 || crlf < lf);
  const [end, width] = ended ? [crlf, 4] : lf >= 0 ? [lf, 2] : [bytes.length, 0];
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split(/\r?\n/);
  const fields = lines.flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    return colon <= 0 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]];
  });
  return { first: first.trimEnd(), fields: new Map(fields), content: bytes.subarray(end + width), ended };
}
