import { chat } from './chat.ts';

export const client = chat;
