import { chat } from './chat.ts';

export const server = chat;
