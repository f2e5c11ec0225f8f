/** The draft as a hand-out for students, in the form of those in `assignments/`. */
import { otherRole, ROLES, type Role } from '../spec/task.ts';
import { formatTime } from '../spec/time-format.ts';
import { sayText } from '../spec/say.ts';
import { allSteps, sentencesOf, speechInWords, titleOf, type Draft, type Step } from './draft.ts';

/** `task`: how the command line calls the task, by its name or by its spec's path. */
export function handOut(draft: Draft, task: string): string {
  const conversation = sampleConversation(draft);
  return `# ${titleOf(draft)}

${flow(sentencesOf(draft).join(' '))}

\`\`\`
${diagram(draft, conversation)}
\`\`\`

## What to build

${ROLES.map((role) => flow(whatToBuild(draft, role), '  ')).join('\n')}

Write the port into your programs, and ${draft.transport === 'tcp' ? 'connect' : 'send'} to \`${hostOf(draft)}\`. Any of Python, C, Java, JavaScript, TypeScript and
Go will do.

## An example

\`\`\`
${example(conversation)}
\`\`\`

## What is checked

Your server is run with our client, your client with our server, and your two programs with each other. Each time:

${checks(draft)
  .map((check) => `- ${check}`)
  .join(';\n')}.

One fault costs one check, and the others still count.

## Check your answer

Put your two programs into a folder, and ask:

\`\`\`
npx grade check ${task} my-answer
\`\`\`

You see what went over the wire, and for each lost point why it was lost and what to try. To play against our programs
by hand, run \`npx grade reference ${task} server\` and start your client, or the other way round.
`;
}

const WIDEST = 118;

/** Broken into lines at its blanks. */
function flow(text: string, indent = ''): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '' || line === indent) lines[lines.length - 1] = line + word;
    else if (line.length + 1 + word.length <= WIDEST) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(indent + word);
  }
  return lines.join('\n');
}

function hostOf({ family }: Draft): string {
  return family === 'ipv6' ? '::1' : 'localhost';
}

interface Said {
  step: Step;
  text: string;
}

const TYPED = {
  lowercase: ['good morning', 'how are you'],
  line: ['Good morning', 'How are you?'],
  word: ['morning', 'evening'],
} as const;

const SAMPLE_TIME = new Date(2026, 11, 31, 23, 59, 59);

/** One conversation as it may go, with two rounds of the loop at most. */
function sampleConversation({ opening, loop, end }: Draft): Said[] {
  const rounds = loop === undefined ? [] : [...loop.steps, ...loop.steps];
  const heard: Record<Role, string> = { server: '', client: '' };
  const typed: Record<Role, number> = { server: 0, client: 0 };
  const said = [...opening, ...rounds].map((step): Said => {
    const text = sampleText(step, heard[step.from], typed);
    heard[otherRole(step.from)] = text;
    return { step, text };
  });
  if (end.kind !== 'word') return said;
  const from = end.from === 'either' ? 'client' : end.from;
  const round = loop?.steps ?? [];
  const turn = Math.max(
    0,
    round.findIndex((step) => step.from === from),
  );
  const last = round
    .slice(0, turn)
    .map((step) => ({ step, text: sampleText(step, heard[step.from], typed) }));
  return [...said, ...last, { step: { from, typed: 'word' }, text: end.word }];
}

function sampleText(step: Step, heard: string, typed: Record<Role, number>): string {
  if ('typed' in step) {
    typed[step.from] += 1;
    return TYPED[step.typed][(typed[step.from] + (step.from === 'server' ? 0 : 1)) % 2] ?? '';
  }
  if ('time' in step) return formatTime(step.time, SAMPLE_TIME);
  if ('text' in step) return step.text;
  if ('reply' in step) return sayText({ kind: 'reply', reply: step.reply }, heard, { now: SAMPLE_TIME });
  return step.example;
}

const COLUMNS = 27;

function diagram({ transport, port }: Draft, conversation: readonly Said[]): string {
  const where = transport === 'tcp' ? `port ${port}` : `UDP port ${port}`;
  const connects = transport === 'tcp' ? [`   │ ${arrow('connects', 'client')} │  ${where}`] : [];
  const messages = conversation.map(({ step: { from }, text }, index) => {
    const behind = transport === 'udp' && index === 0 ? `  ${where}` : '';
    return `   │ ${arrow(shortened(text), from)} │${behind}`;
  });
  const closed = transport === 'tcp' ? [`   │ ◀${middle('closed', COLUMNS - 2)}▶ │`] : [];
  return ['client                         server', ...connects, ...messages, ...closed].join('\n');
}

function arrow(text: string, from: Role): string {
  const line = middle(text, COLUMNS - 1);
  return from === 'client' ? `${line}▶` : `◀${line}`;
}

function middle(text: string, columns: number): string {
  const left = Math.floor((columns - text.length - 2) / 2);
  return `${'─'.repeat(left)} ${text} ${'─'.repeat(columns - text.length - 2 - left)}`;
}

function shortened(text: string): string {
  const line = text.replace(/[^\x20-\x7e]/g, ' ').trim();
  return line.length > COLUMNS - 7 ? `${line.slice(0, COLUMNS - 8)}…` : line;
}

function whatToBuild({ transport, port, opening, loop, servesOn }: Draft, role: Role): string {
  const does = role === 'server' ? serverBegins(transport, port) : clientBegins(transport, port);
  const own = (steps: readonly Step[]): string[] =>
    steps.map((step) =>
      step.from === role ? `sends ${speechInWords(step)}` : `receives what the ${step.from} says`,
    );
  const again = loop && `and again and again, it ${own(loop.steps).join(', then ')}`;
  const then = [...own(opening).map((step) => `it ${step}`), ...(again === undefined ? [] : [again])];
  const after = role === 'server' && servesOn ? ' Then it waits for the next client.' : '';
  return `- The **${role}** ${does}; ${then.join('; ')}.${after}`;
}

function serverBegins(transport: Draft['transport'], port: number): string {
  return transport === 'tcp'
    ? `waits on TCP port **${port}** and accepts a client`
    : `waits with a datagram socket on UDP port **${port}**`;
}

function clientBegins(transport: Draft['transport'], port: number): string {
  return transport === 'tcp'
    ? `connects to TCP port **${port}**`
    : `sends to UDP port **${port}**, each message as one datagram`;
}

function example(conversation: readonly Said[]): string {
  return ['$ python3 client.py', ...conversation.map(({ text }) => text)].join('\n');
}

function checks(draft: Draft): string[] {
  const { transport, port, end, framing, servesOn } = draft;
  const begins =
    transport === 'tcp'
      ? `the server listens, and the client connects, on port ${port}`
      : `the server waits on UDP port ${port}, and the client sends there`;
  const typed = allSteps(draft).some((step) => 'typed' in step);
  return [
    begins,
    ...allSteps(draft).map((step) => `the ${step.from} sends ${speechInWords(step)}`),
    ...(typed ? ['what is typed is different in every run, so a fixed answer does not do'] : []),
    ...(framing === undefined ? [] : [framingInWords(framing)]),
    ...(end.kind === 'word' ? [`\`${end.word}\` ends the conversation`] : []),
    ...(transport === 'tcp'
      ? ['the conversation ends when it should, and both programs close the connection: FIN, not RST']
      : []),
    ...(servesOn ? ['the server goes on once its client has gone'] : []),
    'neither program crashes',
  ];
}

function framingInWords(framing: NonNullable<Draft['framing']>): string {
  if (framing.kind === 'line') return 'each message ends with a line feed';
  if ('digits' in framing)
    return `before each message stands its length, in ${framing.digits} decimal digits`;
  const order = framing.order === 'big' ? 'network byte order' : 'little-endian byte order';
  return `before each message stands its length, ${framing.bytes} bytes in ${order}`;
}
