/**
 * Where in their own code the threads of a compiled program stand (proc(5): `syscall`, `maps`, `mem`). Linux on x64 and
 * arm64. The thread is blocked in a system call, below functions of libc without frame pointers: so it is not unwound.
 * What a call has pushed stands on its stack, and a word there that lies in the program's own code, behind a call
 * instruction, is where one of its functions called. An older call may have left such a word behind: which of them fits
 * what the thread is blocked in is decided by the source (`source-lines.ts`).
 */
import { closeSync, openSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { threadsOf } from './threads.ts';

export interface CallSites {
  tid: number;
  /** True for the thread that `main` runs in. */
  isMain: boolean;
  /** Addresses inside of call instructions as the file of the program counts them, the innermost call first. */
  addresses: bigint[];
}

/** What libc lays on the stack between a student's call and the kernel; `getaddrinfo` takes most. */
const STACK_BYTES = 32 * 1024;
const MOST_SITES = 12;

/** The calls of each thread of the process that runs `file`; empty where the kernel does not tell. */
export function callSites(pids: readonly number[], file: string): CallSites[] {
  return pids.flatMap((pid) => {
    try {
      return isRunning(pid, file) ? sitesOf(pid) : [];
    } catch {
      // It has ended meanwhile, or may not be looked into.
      return [];
    }
  });
}

function isRunning(pid: number, file: string): boolean {
  return basename(readlinkSync(`/proc/${pid}/exe`)) === basename(file);
}

function sitesOf(pid: number): CallSites[] {
  const image = imageOf(pid);
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    return threadsOf([pid]).map(({ tid }) => ({
      tid,
      isMain: tid === pid,
      addresses: sitesOnStack(memory, stackPointer(pid, tid), image),
    }));
  } finally {
    closeSync(memory);
  }
}

interface Image {
  code: { start: bigint; end: bigint }[];
  /** What the loader has added to the addresses in the file. */
  bias: bigint;
}

/** ELF header: `e_type` at offset 16; 2 (ET_EXEC) is loaded where it says, 3 (ET_DYN) anywhere. */
const E_TYPE_AT = 16;
const ET_EXEC = 2;

function imageOf(pid: number): Image {
  const exe = readlinkSync(`/proc/${pid}/exe`);
  const own = readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .map((line) => /^([0-9a-f]+)-([0-9a-f]+) (\S+) ([0-9a-f]+) \S+ \d+\s+(.*)$/.exec(line))
    .filter((found) => found?.[5] === exe)
    .map((found) => ({
      start: BigInt(`0x${found?.[1] ?? '0'}`),
      end: BigInt(`0x${found?.[2] ?? '0'}`),
      isCode: found?.[3]?.includes('x') === true,
    }));
  const header = readFileSync(`/proc/${pid}/exe`).readUInt16LE(E_TYPE_AT);
  return { code: own.filter(({ isCode }) => isCode), bias: header === ET_EXEC ? 0n : (own[0]?.start ?? 0n) };
}

/** `number arg0 … arg5 sp pc`, or `-1 sp pc`: the stack pointer is the last word but one. */
function stackPointer(pid: number, tid: number): bigint {
  const words = readFileSync(`/proc/${pid}/task/${tid}/syscall`, 'utf8').trim().split(' ');
  return BigInt(words.at(-2) ?? '0');
}

function sitesOnStack(memory: number, pointer: bigint, { code, bias }: Image): bigint[] {
  if (pointer === 0n) return [];
  const stack = Buffer.alloc(STACK_BYTES);
  const length = readAt(memory, stack, pointer);
  const sites = new Set<bigint>();
  for (let at = 0; at + 8 <= length && sites.size < MOST_SITES; at += 8) {
    const word = stack.readBigUInt64LE(at);
    const isOwn = code.some(({ start, end }) => word > start && word < end);
    if (isOwn && isBehindCall(memory, word)) sites.add(word - 1n - bias);
  }
  return [...sites];
}

const LONGEST_CALL = 7;

function isBehindCall(memory: number, address: bigint): boolean {
  const before = Buffer.alloc(LONGEST_CALL);
  if (readAt(memory, before, address - BigInt(LONGEST_CALL)) < LONGEST_CALL) return false;
  return process.arch === 'arm64' ? endsInBranch(before.readUInt32LE(LONGEST_CALL - 4)) : endsInCall(before);
}

/** x86: `E8` and four bytes, or `FF /2` with two to seven (Intel SDM, CALL). */
function endsInCall(bytes: Buffer): boolean {
  if (bytes[LONGEST_CALL - 5] === 0xe8) return true;
  for (let length = 2; length <= LONGEST_CALL; length += 1) {
    const at = LONGEST_CALL - length;
    if (bytes[at] === 0xff && ((bytes[at + 1] ?? 0) & 0x38) === 0x10) return true;
  }
  return false;
}

/** `BL`, or `BLR` of a register (Arm ARM, C6.2). */
function endsInBranch(instruction: number): boolean {
  return instruction >>> 26 === 0b100101 || (instruction & 0xfffffc1f) >>> 0 === 0xd63f0000;
}

/** Bytes read; 0 where there is nothing. */
function readAt(memory: number, into: Buffer, address: bigint): number {
  try {
    return readSync(memory, into, 0, into.length, address);
  } catch {
    return 0;
  }
}
