/** Programs of this machine that play a client of HTTP in place of the reference. They are people's own tools, so they ask as people do. */
import { messagesOf } from '../../spec/clients.ts';
import type { ClientProgram, Scenario } from '../../spec/task.ts';
import type { Program } from '../../submission/submission.ts';
import { findTool } from '../../submission/tools.ts';

interface Asked {
  method: string;
  url: string;
}

interface HttpClient {
  command: () => Promise<string | undefined>;
  arguments: (requests: Asked[]) => string[];
}

const CLIENTS: Record<ClientProgram, HttpClient> = {
  curl: {
    command: () => findTool('curl'),
    // Without anybody's ~/.curlrc, and without a proxy that the machine may have.
    arguments: (requests) => ['--disable', ...requests.flatMap(curlRequest)],
  },
  fetch: {
    command: () => Promise.resolve(process.execPath),
    arguments: (requests) => ['--input-type=module', '--eval', requests.map(fetchRequest).join('\n')],
  },
};

function curlRequest({ method, url }: Asked, index: number): string[] {
  const asking = method === 'HEAD' ? ['--head'] : method === 'GET' ? [] : ['--request', method];
  const options = ['--silent', '--show-error', '--include', '--noproxy', '*', ...asking, url];
  return index === 0 ? options : ['--next', ...options];
}

/** An answer that is no HTTP is an exception, with its reason. */
function fetchRequest({ method, url }: Asked): string {
  const options = JSON.stringify({ method, redirect: 'manual' });
  return `await fetch(${JSON.stringify(url)}, ${options}).then(async (answer) => console.log(answer.status, await answer.text()));`;
}

/** Why the clients of a scenario cannot be started on this machine; undefined where they can. */
export async function missingClient({ clients: { program } }: Scenario): Promise<string | undefined> {
  if (program === undefined || (await CLIENTS[program].command()) !== undefined) return undefined;
  return `${program} is not installed here, so what it would ask was not asked.`;
}

/** What plays each client (1, 2, …) of the scenario; undefined where that is the reference. */
export async function clientPrograms(scenario: Scenario): Promise<Program[] | undefined> {
  const { program, count } = scenario.clients;
  if (program === undefined) return undefined;
  const command = await CLIENTS[program].command();
  if (command === undefined) throw new Error(`${program} is not installed.`);
  return Array.from({ length: count }, (_, index) => {
    const argv = CLIENTS[program].arguments(requestsOf(scenario, index + 1));
    return asProgram(program, command, argv);
  });
}

function requestsOf(scenario: Scenario, client: number): Asked[] {
  return messagesOf(scenario, client).flatMap(({ says }) =>
    says.kind === 'request' ? [{ method: says.method, url: `http://{host}:{port}${says.target}` }] : [],
  );
}

function asProgram(name: ClientProgram, command: string, argv: string[]): Program {
  return {
    role: 'client',
    // A language whose programs are not asked where they stand.
    language: 'javascript',
    file: name,
    argv: [command, ...argv],
    shown: [name === 'fetch' ? 'node' : name, ...argv],
    cwd: '.',
    env: {},
    takesPort: true,
    writtenPorts: [],
    readsLines: false,
    startsOthers: false,
    leaveWords: [],
  };
}
