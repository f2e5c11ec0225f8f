import { createServer } from 'node:http';
import { once } from 'node:events';
import type { Reference } from '../../harness/run/peers/peer.ts';

const PAGE = '<!doctype html><title>Reference</title><p>It works.</p>';

/** Answers a request with its page, with the file that is asked for, or with 404. */
export const server: Reference = async (client) => {
  const http = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1);
    const content = name === '' ? Buffer.from(PAGE) : client.file(name);
    const body = content ?? Buffer.from('Not Found');
    response.writeHead(content === undefined ? 404 : 200, { 'Content-Length': body.length });
    response.end(body);
  });
  await client.lend(async (socket) => {
    http.emit('connection', socket);
    await once(socket, 'close');
  });
};
