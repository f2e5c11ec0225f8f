/** The pull requests of a commit, and the one comment on each of them. */
import { isComment } from '../../report/ci/comment.ts';
import { asLongAsItMayBe, type GitHub } from './github.ts';
import type { GradedRun } from './graded-run.ts';

/**
 * The numbers of the open pull requests whose last commit is the graded one. The event itself names none where they come
 * from a fork (https://github.com/actions/runner/issues/3444).
 */
export async function pullRequestsOf(
  github: GitHub,
  { owner, repo, commit, head }: GradedRun,
): Promise<number[]> {
  if (head === undefined) return [];
  const { data } = await github.request('GET /repos/{owner}/{repo}/pulls', {
    ...{ owner, repo, state: 'open', head: `${head.owner}:${head.branch}`, per_page: 100 },
  });
  return data
    .filter(
      (pull) => pull.head.sha === commit && (pull.head.repo as { id: number } | null)?.id === head.repository,
    )
    .map(({ number }) => number);
}

export interface Comment {
  id: number | bigint;
  body: string;
  /** Somebody else has written in it. */
  isTouched: boolean;
}

/** All those of this name that the token's own user has written, the oldest first. */
export async function ownComments(
  github: GitHub,
  { owner, repo }: GradedRun,
  pull: number,
  name: string,
): Promise<Comment[]> {
  const found = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { data } = await github.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...{ owner, repo, issue_number: pull, per_page: PAGE, page },
    });
    found.push(...data.filter(({ body }) => isComment(name, body ?? '')));
    if (data.length < PAGE) break;
  }
  const own = [];
  for (let first = 0; first < found.length; first += PAGE) {
    const some = found.slice(first, first + PAGE);
    const authors = await authorsOf(
      github,
      some.map(({ node_id }) => node_id),
    );
    for (const [index, { id, body = '' }] of some.entries()) {
      const author = authors[index];
      if (author?.viewerDidAuthor !== true) continue;
      own.push({
        id,
        body,
        isTouched: author.editor !== null && author.editor.login !== author.author?.login,
      });
    }
  }
  return own;
}

const PAGE = 100;
const MOST_PAGES = 30;

interface Author {
  viewerDidAuthor: boolean;
  author: { login: string } | null;
  /** Of the last edit. */
  editor: { login: string } | null;
}

/** Only GraphQL tells whose comment it is to a token that may not ask for its own name. */
async function authorsOf(github: GitHub, ids: string[]): Promise<(Author | null)[]> {
  const query = `query($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on IssueComment { viewerDidAuthor author { login } editor { login } }
    }
  }`;
  const { nodes } = await github.graphql<{ nodes: (Author | null)[] }>(query, { ids });
  return nodes;
}

/** `body`: Markdown of at most so many bytes. One line for the log. */
export async function keepComment(
  github: GitHub,
  { owner, repo }: GradedRun,
  pull: number,
  [kept, ...others]: readonly Comment[],
  body: (budget: number) => string,
): Promise<string> {
  const url = await asLongAsItMayBe(async (budget) => {
    const { data } =
      kept === undefined
        ? await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
            ...{ owner, repo, issue_number: pull, body: body(budget) },
          })
        : await github.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
            ...{ owner, repo, comment_id: Number(kept.id), body: body(budget) },
          });
    return data.html_url;
  });
  // Two jobs at once may both have found none.
  for (const { id } of others) {
    await github.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      ...{ owner, repo, comment_id: id },
    });
  }
  return `comment     on #${pull}, ${kept === undefined ? 'new' : 'updated'}   ${url}`;
}
