/** A server that speaks the part of GitHub's API that `grade post` needs, and refuses what GitHub refuses. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { json } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export const BOT = 'github-actions[bot]';
export const TOKEN = 'ghs_for-the-test';

export interface PostedComment {
  id: number;
  node_id: string;
  body: string;
  author: string;
  editor: string | null;
}

interface Annotation {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: string;
  message: string;
}

interface Output {
  title: string;
  summary: string;
  annotations?: Annotation[];
}

export interface PostedCheckRun {
  id: number;
  name: string;
  head_sha: string;
  status: string;
  conclusion: string;
  details_url: string;
  output: Required<Output>;
}

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What a route refuses once, before it does its work. */
export interface Refusal extends Answer {
  route: RegExp;
}

export interface Artifact {
  name: string;
  zip: Buffer;
  /** As GitHub says it; else that of the zip. */
  size?: number;
}

export async function zipped(files: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

const LONGEST_COMMENT = 65_536;
const LONGEST_SUMMARY = 65_535;
const MOST_ANNOTATIONS = 50;

export class LocalGitHub implements AsyncDisposable {
  artifacts: Artifact[] = [];
  pulls: { number: number; head: { sha: string; label: string; repository: number } }[] = [];
  readonly comments = new Map<number, PostedComment[]>();
  readonly checkRuns: PostedCheckRun[] = [];
  refusals: Refusal[] = [];
  longestComment = LONGEST_COMMENT;
  /** `POST /repos/…`, in their order. */
  readonly requests: string[] = [];
  private ids = 100;
  private readonly server = createServer((request, response) => {
    void this.answer(request, response);
  });

  static async open(): Promise<LocalGitHub> {
    const opened = new LocalGitHub();
    await new Promise<void>((resolve) => opened.server.listen(0, '127.0.0.1', resolve));
    return opened;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  on(pull: number): PostedComment[] {
    const known = this.comments.get(pull) ?? [];
    this.comments.set(pull, known);
    return known;
  }

  say(pull: number, author: string, body: string): PostedComment {
    const id = ++this.ids;
    const comment = { id, node_id: `IC_${id}`, body, author, editor: null };
    this.on(pull).push(comment);
    return comment;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const route = `${request.method ?? ''} ${url.pathname}`;
    this.requests.push(route);
    const body = request.method === 'GET' || request.method === 'DELETE' ? {} : await json(request);
    const refusal = this.refusals.findIndex((one) => one.route.test(route));
    const [refused] = refusal < 0 ? [] : this.refusals.splice(refusal, 1);
    const isKnown = request.headers.authorization === `token ${TOKEN}`;
    const {
      status,
      headers,
      body: said,
    } = !isKnown && !url.pathname.startsWith('/storage/')
      ? { status: 401, body: { message: 'Bad credentials' } }
      : (refused ?? this.carryOut(route, url.searchParams, body as Record<string, unknown>));
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(Buffer.isBuffer(said) ? said : JSON.stringify(said ?? {}));
  }

  private carryOut(route: string, query: URLSearchParams, body: Record<string, unknown>): Answer {
    for (const [pattern, act] of this.routes) {
      const match = pattern.exec(route);
      if (match !== null) return act(Number(match[1]), query, body);
    }
    return { status: 404, body: { message: 'Not Found' } };
  }

  private readonly routes: [
    RegExp,
    (id: number, query: URLSearchParams, body: Record<string, unknown>) => Answer,
  ][] = [
    [
      /^GET \/repos\/school\/lab\/actions\/runs\/(\d+)\/artifacts$/,
      (_run, query) => this.listArtifacts(query),
    ],
    [
      /^GET \/repos\/school\/lab\/actions\/artifacts\/(\d+)\/zip$/,
      (id) => ({ status: 302, headers: { location: `${this.url}/storage/${id}` } }),
    ],
    [
      /^GET \/storage\/(\d+)$/,
      (id) => ({ status: 200, headers: { 'content-type': 'zip' }, body: this.artifacts[id]?.zip }),
    ],
    [/^GET \/repos\/school\/lab\/pulls$/, (_id, query) => this.listPulls(query)],
    [/^GET \/repos\/school\/lab\/issues\/(\d+)\/comments$/, (pull, query) => this.listComments(pull, query)],
    [
      /^POST \/repos\/school\/lab\/issues\/(\d+)\/comments$/,
      (pull, _query, { body }) => this.write(body, (text) => this.say(pull, BOT, text), 201),
    ],
    [
      /^PATCH \/repos\/school\/lab\/issues\/comments\/(\d+)$/,
      (id, _query, { body }) => this.write(body, (text) => this.rewrite(id, text), 200),
    ],
    [/^DELETE \/repos\/school\/lab\/issues\/comments\/(\d+)$/, (id) => this.remove(id)],
    [/^POST \/graphql$/, (_id, _query, body) => this.authors(body)],
    [/^POST \/repos\/school\/lab\/check-runs$/, (_id, _query, body) => this.createCheckRun(body)],
    [/^PATCH \/repos\/school\/lab\/check-runs\/(\d+)$/, (id, _query, body) => this.updateCheckRun(id, body)],
  ];

  private listArtifacts(query: URLSearchParams): Answer {
    const artifacts = this.artifacts
      .map(({ name, zip, size }, id) => ({ id, name, expired: false, size_in_bytes: size ?? zip.length }))
      .filter(({ name }) => name === query.get('name'));
    return { status: 200, body: { total_count: artifacts.length, artifacts } };
  }

  private listPulls(query: URLSearchParams): Answer {
    const pulls = this.pulls.filter(
      ({ head }) => query.get('state') === 'open' && head.label === query.get('head'),
    );
    const body = pulls.map(({ number, head }) => ({
      number,
      head: { sha: head.sha, repo: { id: head.repository } },
    }));
    return { status: 200, body };
  }

  private listComments(pull: number, query: URLSearchParams): Answer {
    const size = Number(query.get('per_page') ?? 30);
    const first = (Number(query.get('page') ?? 1) - 1) * size;
    return {
      status: 200,
      body: this.on(pull)
        .slice(first, first + size)
        .map(shown),
    };
  }

  private write(body: unknown, act: (text: string) => PostedComment | undefined, status: number): Answer {
    if (typeof body !== 'string' || body.length > this.longestComment) {
      return invalid(`body is too long (maximum is ${this.longestComment} characters)`);
    }
    const comment = act(body);
    return comment === undefined ? { status: 404 } : { status, body: shown(comment) };
  }

  private all(): PostedComment[] {
    return [...this.comments.values()].flat();
  }

  private rewrite(id: number, text: string): PostedComment | undefined {
    const comment = this.all().find((one) => one.id === id);
    return comment && Object.assign(comment, { body: text, editor: BOT });
  }

  private remove(id: number): Answer {
    for (const [pull, comments] of this.comments)
      this.comments.set(
        pull,
        comments.filter((one) => one.id !== id),
      );
    return { status: 204 };
  }

  private authors(body: Record<string, unknown>): Answer {
    const { ids } = body.variables as { ids: string[] };
    const login = (name: string | null) => (name === null ? null : { login: name.replace('[bot]', '') });
    const nodes = ids.map((id) => {
      const comment = this.all().find(({ node_id }) => node_id === id);
      if (comment === undefined) return null;
      const { author, editor } = comment;
      return { viewerDidAuthor: author === BOT, author: login(author), editor: login(editor) };
    });
    return { status: 200, body: { data: { nodes } } };
  }

  private createCheckRun(body: Record<string, unknown>): Answer {
    const { output, ...rest } = body as unknown as PostedCheckRun;
    const fault = faultIn(output);
    if (fault !== undefined) return invalid(fault);
    const checkRun = { ...rest, id: ++this.ids, output: { ...output, annotations: [] } };
    this.checkRuns.push(checkRun);
    return { status: 201, body: { ...checkRun, html_url: `https://github.example/runs/${checkRun.id}` } };
  }

  private updateCheckRun(id: number, body: Record<string, unknown>): Answer {
    const checkRun = this.checkRuns.find((one) => one.id === id);
    const output = body.output as Output;
    const fault = faultIn(output);
    if (checkRun === undefined || fault !== undefined) return invalid(fault ?? 'no such check run');
    checkRun.output.annotations.push(...(output.annotations ?? []));
    return { status: 200, body: checkRun };
  }
}

function shown({ id, node_id, body, author }: PostedComment) {
  return { id, node_id, body, user: { login: author }, html_url: `https://github.example/comments/${id}` };
}

function faultIn({ title, summary, annotations = [] }: Output): string | undefined {
  if (title === '' || summary === '') return 'No title or summary';
  if (summary.length > LONGEST_SUMMARY) return `summary exceeds a maximum of ${LONGEST_SUMMARY} characters`;
  if (annotations.length > MOST_ANNOTATIONS) return `No more than ${MOST_ANNOTATIONS} items`;
  const isWhole = annotations.every(
    ({ path, start_line, end_line, annotation_level, message }) =>
      path !== '' &&
      Number.isInteger(start_line) &&
      start_line > 0 &&
      start_line < 2 ** 31 &&
      end_line >= start_line &&
      /^(?:notice|warning|failure)$/.test(annotation_level) &&
      message !== '' &&
      Buffer.byteLength(message) <= 64 * 1024,
  );
  return isWhole ? undefined : 'An annotation is not valid';
}

function invalid(message: string): Answer {
  return {
    status: 422,
    body: { message: `Validation Failed: ${message}`, errors: [{ code: 'custom', message }] },
  };
}
