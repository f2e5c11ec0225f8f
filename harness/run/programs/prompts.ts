/**
 * What a person answers to a prompt that is not part of the exercise: an address, a port, a name, or whether to go on. Words in the
 * languages of the programs that were read (English, Portuguese, Spanish, French, German, Chinese, Korean).
 */

export interface Answers {
  host: string;
  port: number;
  /** True once somebody has connected: where, is no question any more. */
  met: boolean;
  /** Prompts that were answered already. One that comes again asks for what the exercise is about. */
  answered: readonly string[];
  /** True while there is something left to type. */
  moreToSay: boolean;
}

/** A console window that would close at once is kept open so: "Press Enter to exit". */
const PRESS_ENTER =
  /\b(press|hit|pulse|presion[ae]|pressione|aperte|tecle|appuyez|dr[üu]cken?)\b.{0,20}\b(enter|return|key|tecla|entr[ée]e|taste)\b|按.{0,6}(回车|键|退出)|(엔터|아무 키)/iu;
const MESSAGE =
  /messag|mensag|mensaje|nachricht|\bfile|\bdatei|fichier|archivo|arquivo|文件|sentence|frase|texto?\b|string|word|letter|lower|line\b|input\b|say|chat|send|type|command|option|choice|comando|befehl|opci|消息|信息|句|메시지|문장|입력/iu;
const QUESTION = /\(?\b[yj]\s*\/\s*n\b\)?|\(?\bs\s*\/\s*n\b\)?|continue\?|again\?|another\b.*\?/iu;
const PORT = /\bport\b|porta\b|puerto|端口|포트/iu;
const ADDRESS =
  /\bip\b|address|\bhost|endere[çc]o|direcci[óo]n|adresse|server name|地址|主机|주소|서버 ?이름/iu;
const NAME =
  /\b(your |user ?|nick ?|client ?)?name\b|\bnick\b|username|\bnome\b|apelido|nombre|\bnom\b|昵称|姓名|用户名|이름|닉네임/iu;

const PASSWORD = /pass(word|wort|code|phrase)|\bsenha\b|contrase[ñn]a|mot de passe|密码|비밀번호|암호/iu;

/** In the order in which they are tried. Each gives way to a message that is asked for in the same prompt. */
const KINDS: { asks: RegExp; answer: (answers: Answers) => string; beforeMeeting?: true }[] = [
  {
    asks: /\b(ip|host)\W{0,3}(and )?port\b/iu,
    answer: ({ host, port }) => `${host} ${port}`,
    beforeMeeting: true,
  },
  { asks: PORT, answer: ({ port }) => String(port), beforeMeeting: true },
  { asks: ADDRESS, answer: ({ host }) => host, beforeMeeting: true },
  { asks: PASSWORD, answer: () => 'secret' },
  { asks: NAME, answer: () => 'Ada' },
];

/** Characters. */
const LONGEST_PROMPT = 200;

/** The answer, or undefined where the prompt asks for what the exercise is about. */
export function answerTo(printed: string, answers: Answers): string | undefined {
  const prompt = lastLine(printed);
  if (!answers.moreToSay && PRESS_ENTER.test(prompt))
    return answers.answered.includes(prompt) ? undefined : '';
  if (QUESTION.test(prompt)) return answers.moreToSay ? 'y' : 'n';
  if (answers.answered.includes(prompt)) return undefined;
  const kind = KINDS.find(({ asks }) => asks.test(prompt) && !asksForMessage(prompt, asks));
  return kind?.beforeMeeting && answers.met ? undefined : kind?.answer(answers);
}

/** The prompt proper: what stands in the line in which a person types; the end of it where it is long. */
export function lastLine(printed: string): string {
  return printed.trimEnd().split('\n').at(-1)?.slice(-LONGEST_PROMPT) ?? '';
}

/** "Enter message for the host": the message is what is asked for, since it comes first. */
function asksForMessage(prompt: string, other: RegExp): boolean {
  const noun = prompt.replace(/^\W*(please\s+)?(enter|type|input|insert|digite|ingrese|introduce)\b/iu, '');
  const message = MESSAGE.exec(noun);
  return message !== null && message.index < (other.exec(noun)?.index ?? Infinity);
}
