/** The right to make network namespaces: held by root, and by everybody inside a user namespace of their own. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createNamespace } from './namespace.ts';

/** Set in the environment of the process that was started again, so that it is not started a third time. */
const ENTERED = 'SOCKMARK_IN_USER_NAMESPACE';

export type Rights =
  | { kind: 'ready' }
  /** An ordinary user: this very command has to be started again inside a user namespace. */
  | { kind: 'reexec' }
  | { kind: 'refused'; reason: string; remedy: string };

/** Finds out by making a namespace, and for an ordinary user by making one inside a user namespace. */
export function namespaceRights(): Rights {
  if (process.platform !== 'linux') {
    return {
      kind: 'refused',
      reason: 'private networks need Linux',
      remedy: 'use the host network, or grade inside a Linux virtual machine',
    };
  }
  const failure = tryNamespace();
  if (failure === undefined) return { kind: 'ready' };
  if (process.env[ENTERED] === undefined && userNamespaceOpens()) return { kind: 'reexec' };
  return { kind: 'refused', reason: failure, remedy: remedy() };
}

function tryNamespace(): string | undefined {
  try {
    createNamespace().close();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Settings that forbid user namespaces to ordinary users: Ubuntu's AppArmor, Debian's old switch, and a quota of none. */
const FORBIDDING = [
  {
    file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    value: '1',
    remedy: 'sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0',
  },
  {
    file: '/proc/sys/kernel/unprivileged_userns_clone',
    value: '0',
    remedy: 'sudo sysctl kernel.unprivileged_userns_clone=1',
  },
  {
    file: '/proc/sys/user/max_user_namespaces',
    value: '0',
    remedy: 'sudo sysctl user.max_user_namespaces=10000',
  },
];

function forbidding(): (typeof FORBIDDING)[number] | undefined {
  return FORBIDDING.find(
    ({ file, value }) => existsSync(file) && readFileSync(file, 'utf8').trim() === value,
  );
}

const UNSHARE = '/usr/bin/unshare';
/** A network namespace too: back to the machine's own, this user has no right to step. */
const ENTER = ['--user', '--map-root-user', '--net'];

function userNamespaceOpens(): boolean {
  return spawnSync(UNSHARE, [...ENTER, 'true'], { stdio: 'ignore' }).status === 0;
}

function remedy(): string {
  const found = forbidding();
  if (found !== undefined) return `${found.remedy}   (an administrator's decision)`;
  if (!existsSync(UNSHARE)) return 'install util-linux (unshare)';
  return 'run it as root, or allow user namespaces in this container (for Docker: --security-opt seccomp=unconfined --cap-add SYS_ADMIN)';
}

/**
 * Starts this command again as root of a user namespace (user_namespaces(7)): a process with threads, as Node's is, may not enter one.
 * Resolves with its exit code.
 */
export function reexecInUserNamespace(): Promise<number> {
  const child = spawn(
    UNSHARE,
    [...ENTER, '--', process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    { stdio: 'inherit', env: { ...process.env, [ENTERED]: '1' } },
  );
  // A signal sent to this process alone is passed on. The terminal signals the whole group, so that a Ctrl-C comes twice.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}
