// Generated from specs/spec.schema.json by `npm run generate`: change the schema, not this file.

/**
 * A part in the conversation. The server waits for connections, the client makes them.
 */
export type Role = 'server' | 'client';
/**
 * A message, or messages that are repeated.
 */
export type Step = Repetition | Message;
/**
 * How much of a failed comparison is shown.
 */
export type Details = 'full' | 'actual-only' | 'none';
/**
 * Who sees a scenario.
 */
export type Visibility = 'visible' | 'after-due' | 'hidden';
/**
 * A socket call as a check: its name, where it is plain whose it is, or an object that says more.
 */
export type AskedCall = PlainCall | Call;
/**
 * bind, listen and accept are the server's, connect is the client's, socket and close are everybody's; send and sendto are theirs who say something, recv and recvfrom theirs who are told something.
 */
export type PlainCall =
  'socket' | 'bind' | 'listen' | 'accept' | 'connect' | 'send' | 'sendto' | 'recv' | 'recvfrom' | 'close';

/**
 * One task of a socket-programming assignment: where the programs meet, what they say, and what ends the conversation.
 */
export interface SpecJson {
  /**
   * The path of this schema, so that an editor completes and explains the fields.
   */
  $schema: string;
  /**
   * The task's name on the command line; the file is called the same, with .json behind it. Lower-case letters, digits and single hyphens.
   */
  id: string;
  /**
   * The task's name for people.
   */
  title: string;
  /**
   * What the two programs do, in a sentence or two.
   */
  summary: string;
  /**
   * Which programs a student hands in. The reference plays the other part.
   *
   * @minItems 1
   */
  roles: [Role, ...Role[]];
  /**
   * What carries the messages: TCP, UDP, or ICMP through a raw socket.
   */
  transport: 'tcp' | 'udp' | 'icmp';
  /**
   * The kind of address: IPv4, IPv6, or the path of a unix socket.
   */
  family: 'ipv4' | 'ipv6' | 'unix';
  /**
   * The server's port; "any" where the sheet leaves it open. Needed for TCP and UDP over IPv4 or IPv6, and no other.
   */
  port?: number | 'any';
  /**
   * The path of the unix socket, relative to the folder that the programs run in. Needed for the family "unix", and no other. At most 100 bytes (unix(7)).
   */
  path?: string;
  framing: Framing;
  /**
   * Files that lie in the folder of the student's program that is to send them when it starts: the path of one relative to the spec, or a name and a number of bytes to be made up.
   *
   * Items: A file.
   */
  files: (
    | string
    | {
        /**
         * Its name, without a folder.
         */
        name: string;
        /**
         * Its length. The bytes are made up, always the same.
         */
        bytes: number;
      }
  )[];
  /**
   * The conversation in its order: messages, and messages that are repeated.
   *
   * @minItems 1
   */
  messages: [Step, ...Step[]];
  /**
   * How what was said is compared with what the task asks for.
   */
  compare: {
    /**
     * Letters that differ only in case are the same.
     */
    ignoreCase: boolean;
    /**
     * A line end (LF or CRLF), or NUL padding, behind the text is not part of it.
     */
    ignoreLineEnd: boolean;
    /**
     * Blanks before and behind the text are not part of it.
     */
    ignoreOuterBlanks: boolean;
    /**
     * Numbers in the text may differ by this much.
     */
    numberTolerance: number;
  };
  details: Details;
  ends: Ends;
  points: Points;
  visibility: Visibility;
  /**
   * Whether the scenarios that follow from the roles and the termination rule are played.
   */
  defaultScenarios: boolean;
  /**
   * Scenarios beside the default ones.
   */
  scenarios: Scenario[];
  /**
   * Socket calls that a program is to make, or never to make, as checks of their own.
   */
  calls: AskedCall[];
  /**
   * Wrong programs of `grade verify` that are right under this spec, and why.
   */
  survivors: Survivor[];
  /**
   * Seconds that one run may take before it is ended as the last resort.
   */
  timeLimitSeconds: number;
}
/**
 * How a message is told from the next one.
 */
export interface Framing {
  /**
   * none: the bytes of a turn are one message. line: it ends with LF. length-prefix: its length stands before it. until-close: it ends with the connection. http: HTTP/1.1 (RFC 9112).
   */
  kind: 'none' | 'line' | 'length-prefix' | 'until-close' | 'http';
  /**
   * Only with length-prefix: the length is a binary number of this many bytes. Either this or "digits".
   */
  bytes?: 1 | 2 | 4 | 8;
  /**
   * Only with length-prefix: the length is written in this many decimal digits. Either this or "bytes".
   */
  digits?: number;
  /**
   * The byte order of a binary length; "big" is network byte order.
   */
  order: 'big' | 'little';
}
/**
 * Messages said again and again. Where the conversation ends by a word and this is its last step, the word is said in its speaker's turn of one more round.
 */
export interface Repetition {
  /**
   * The messages of one round.
   *
   * @minItems 1
   */
  repeat: [Message, ...Message[]];
  /**
   * How many rounds are played: a number, or the least and the most, between which the seed decides.
   */
  times: number | [number, number];
  until?: Message;
}
/**
 * One message: who says it, and exactly one of text, pattern, any, typed, reply, time, file, request, response, icmp.
 */
export interface Message {
  from: Role;
  /**
   * It says just this.
   */
  text?: string;
  /**
   * It says something that this regular expression matches (ECMAScript with the u flag; put ^ and $ around it to match all of it). Needs "example".
   */
  pattern?: string;
  /**
   * Only with pattern: what it says, in words for the student, such as "a number from 1 to 6".
   */
  describe?: string;
  /**
   * It says anything at all, but not nothing.
   */
  any?: true;
  /**
   * Only with pattern and any: what the reference says. With any, seeded text stands in where it is missing.
   */
  example?: string;
  /**
   * It says what a person types, and that text is seeded. lowercase: small letters and blanks. line: mixed text. word: one word of small letters.
   */
  typed?: 'lowercase' | 'line' | 'word';
  /**
   * It is a function of what the other side said last: in capitals, in small letters, unchanged, backwards, or its number of characters. reference: what the task's own reference answers to the same words.
   */
  reply?: 'upper' | 'lower' | 'same' | 'reverse' | 'length' | 'reference';
  /**
   * It says the time now, in the letters of strftime(3): %a %A %b %B %d %e %H %I %j %m %M %p %S %y %Y %F %T %D and %%.
   */
  time?: string;
  /**
   * Only with time: seconds that it may be away from the true time. Default: 5.
   */
  withinSeconds?: number;
  /**
   * It says the bytes of this file: the name of one of "files", or a path relative to the spec.
   */
  file?: string;
  /**
   * Only with file: whoever receives it has to keep it under this name in the folder that its program runs in.
   */
  savedAs?: string;
  /**
   * Only with the framing http: it is a request with this method and target, such as "GET /index.html".
   */
  request?: string;
  /**
   * Only with the framing http: it is a response.
   */
  response?: {
    /**
     * Its status code.
     */
    status: number;
    /**
     * Its content is this file: the name of one of "files", or a path relative to the spec. Without it any content will do.
     */
    file?: string;
    /**
     * Fields that its header must have. A Content-Length that is there has to be right in any case.
     */
    headers: string[];
  };
  /**
   * Only with the transport icmp: it is a message of this type (RFC 792).
   */
  icmp?: 'echo-request' | 'echo-reply' | 'time-exceeded' | 'destination-unreachable';
  /**
   * Only the client with this number says or hears it. Without it every client has the conversation.
   */
  client?: number;
  /**
   * The task leaves open whether this message comes before or after the next one.
   */
  eitherOrder: boolean;
  /**
   * How this message is compared. Default: as the spec's "compare" says, field for field.
   */
  compare?: {
    /**
     * Default: as in the spec's "compare".
     */
    ignoreCase?: boolean;
    /**
     * Default: as in the spec's "compare".
     */
    ignoreLineEnd?: boolean;
    /**
     * Default: as in the spec's "compare".
     */
    ignoreOuterBlanks?: boolean;
    /**
     * Default: as in the spec's "compare".
     */
    numberTolerance?: number;
  };
  details?: Details;
}
/**
 * What ends the conversation.
 */
export interface Ends {
  /**
   * last-message: the connection is closed after the last message. client-closes: the client closes when it has had enough, and the server follows.
   */
  after?: 'last-message' | 'client-closes';
  /**
   * The word that ends the conversation when it is typed or heard.
   */
  when?: string;
  /**
   * Only with "when": who may say the word. Default: either.
   */
  from?: 'server' | 'client' | 'either';
  /**
   * Who sends the first FIN, where the sheet asks for it. "either": it is not judged.
   */
  closesFirst: 'server' | 'client' | 'either';
  /**
   * What becomes of the server program: it exits, it serves the next client, or the sheet leaves it open.
   */
  serverThen: 'exits' | 'serves-on' | 'open';
}
/**
 * What the task is worth, and how that is shared out.
 */
export interface Points {
  /**
   * Points of the task. An assignment may weigh it anew.
   */
  total: number;
  /**
   * How the default scenarios share the total. Scenarios of one kind share theirs evenly.
   */
  shares: {
    /**
     * The student's server with the reference client.
     */
    server: number;
    /**
     * The student's client with the reference server.
     */
    client: number;
    /**
     * The student's two programs with each other.
     */
    both: number;
  };
  /**
   * How the checks of a scenario share its points; those that a scenario does not have are left out.
   */
  checks: {
    /**
     * The server waits for connections.
     */
    listens: number;
    /**
     * The client connects.
     */
    connects: number;
    /**
     * It does so on the task's port.
     */
    port: number;
    /**
     * The messages, all of them together.
     */
    message: number;
    /**
     * The conversation ends as the rule says.
     */
    ends: number;
    /**
     * The connection is closed with FIN, on both sides.
     */
    closes: number;
    /**
     * The program does not crash.
     */
    survives: number;
  };
}
/**
 * One situation of the task.
 */
export interface Scenario {
  /**
   * The scenario's name, like no other of the task.
   */
  id: string;
  /**
   * The scenario's name for people. Default: it follows from the rest.
   */
  title?: string;
  /**
   * Which programs are the student's. The reference plays the other part.
   */
  student: 'server' | 'client' | 'both';
  endedBy?: Role;
  /**
   * How many rounds the repetitions have. Default: as their "times" say.
   */
  rounds?: number;
  /**
   * What is typed for the messages that are "typed", in their order, in place of seeded text. An empty line only over UDP, where it is an empty datagram.
   */
  typed: {
    /**
     * Lines typed into the server.
     */
    server: string[];
    /**
     * Lines typed into the client.
     */
    client: string[];
  };
  /**
   * How many clients there are, and when they come.
   */
  clients: {
    /**
     * How many clients.
     */
    count: number;
    /**
     * one-after-another: the next comes when the one before has gone. in-backlog: all have connected before the server gets to accept the first. once: all stay connected until each has spoken, and the one that came last speaks first.
     */
    at: 'once' | 'in-backlog' | 'one-after-another';
    /**
     * With the framing http: a program that makes the requests. curl: the tool of that name; where it is not installed the scenario is skipped, and no points are lost. fetch: Node's own. Without it the reference makes them.
     */
    program?: 'curl' | 'fetch';
  };
  /**
   * Difficulties that the reference puts into the run. split: its bytes come in pieces. coalesce: messages glued together. slow: with pauses. half-close: it shuts its sending side early. reset: it ends with RST. silent: it says nothing. late-server: the server starts after the client. one-more-client: another client connects in the middle of the first one's conversation. lost-reply: the first reply gets lost, so that it is asked again (UDP).
   *
   * Items: One difficulty.
   */
  conditions: (
    | 'split'
    | 'coalesce'
    | 'slow'
    | 'half-close'
    | 'reset'
    | 'silent'
    | 'late-server'
    | 'one-more-client'
    | 'lost-reply'
  )[];
  /**
   * Its share of the task's points, against "points.shares".
   */
  share: number;
  visibility?: Visibility;
  /**
   * It is shown as advice, and no points hang on it.
   */
  advice: boolean;
}
/**
 * A socket call as a check.
 */
export interface Call {
  by: Role;
  /**
   * The system call, as in section 2 of the manual.
   */
  call:
    | 'socket'
    | 'bind'
    | 'listen'
    | 'accept'
    | 'connect'
    | 'send'
    | 'sendto'
    | 'sendmsg'
    | 'recv'
    | 'recvfrom'
    | 'recvmsg'
    | 'setsockopt'
    | 'getsockopt'
    | 'getsockname'
    | 'getpeername'
    | 'select'
    | 'poll'
    | 'epoll_wait'
    | 'shutdown'
    | 'close';
  /**
   * Text that stands among its arguments as strace(1) prints them. Without it any arguments will do.
   */
  with?: string;
  /**
   * The call must not be made.
   */
  never: boolean;
  /**
   * Its weight against the other checks, as in "points.checks".
   */
  weight: number;
}
/**
 * A wrong program that keeps full marks on purpose.
 */
export interface Survivor {
  /**
   * Its name, as `grade verify` has it, such as says-twice.
   */
  mutant: string;
  role: Role;
  /**
   * Why it is no fault in this task.
   */
  why: string;
}
