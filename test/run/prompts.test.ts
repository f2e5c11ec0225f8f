/** What a person answers to a prompt. */
import { describe, expect, test } from 'vitest';
import { answerTo, lastLine } from '../../harness/run/programs/prompts.ts';

const answers = { host: '127.0.0.1', port: 12000, met: false, answered: [], moreToSay: true };

describe('a prompt', () => {
  test.each([
    ['Enter server IP address: ', '127.0.0.1'],
    ['Host: ', '127.0.0.1'],
    ['Digite o endereço do servidor: ', '127.0.0.1'],
    ['请输入服务器地址：', '127.0.0.1'],
    ['서버 주소를 입력하세요: ', '127.0.0.1'],
    ['Port number? ', '12000'],
    ['porta: ', '12000'],
    ['请输入端口号：', '12000'],
    ['Host/IP Port [Default localhost 12000]: ', '127.0.0.1 12000'],
    ['Enter your name: ', 'Ada'],
    ['Nickname> ', 'Ada'],
    ['Type your username: ', 'Ada'],
    ['이름을 입력하세요: ', 'Ada'],
    ['Password: ', 'secret'],
    ['Send another message? (y/n) ', 'y'],
    ['first line\nsecond line\nIP: ', '127.0.0.1'],
  ])('%j is answered %j', (printed, answer) => {
    expect(answerTo(printed, answers)).toBe(answer);
  });

  test.each([
    '',
    '> ',
    'Input lowercase sentence:',
    'Enter message to send to server: ',
    'Enter your message for the host: ',
    'Message from client name Ada\nYou: ',
    '메시지를 입력하세요: ',
    'Digite a mensagem: ',
    'Server: ',
    'Client: ',
    "Enter command 'TIME', 'NAME' or 'RAND': ",
  ])('%j asks for what the exercise is about', (printed) => {
    expect(answerTo(printed, answers)).toBeUndefined();
  });

  test('one that comes again asks for what the exercise is about', () => {
    expect(answerTo('Your name: ', { ...answers, answered: ['Your name:'] })).toBeUndefined();
  });

  test('nobody who is connected asks where to connect to, but a name may still be asked for', () => {
    expect(answerTo('Enter MAC address: ', { ...answers, met: true })).toBeUndefined();
    expect(answerTo('Enter your name: ', { ...answers, met: true })).toBe('Ada');
  });

  test.each([
    'Press Enter to exit...',
    'Pressione ENTER para sair',
    '按回车键退出',
    'Press any key to continue . . .',
  ])('%j is answered with Enter when nothing is left to say, once', (printed) => {
    const done = { ...answers, moreToSay: false };
    expect(answerTo(printed, done)).toBe('');
    expect(answerTo(printed, answers)).toBeUndefined();
    expect(answerTo(printed, { ...done, answered: [lastLine(printed)] })).toBeUndefined();
  });

  test('a question whether to go on is answered no once nothing is left to say', () => {
    expect(answerTo('Continue? [y/n]', { ...answers, moreToSay: false })).toBe('n');
  });
});
