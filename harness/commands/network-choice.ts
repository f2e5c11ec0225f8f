/** Which network a grading takes place on. */
import { hostNetwork } from '../network/host/host-network.ts';
import type { Network } from '../network/network.ts';
import { reexecInUserNamespace } from '../network/private/enter.ts';
import { privateNetwork } from '../network/private/private-network.ts';
import { UserError } from '../spec/user-error.ts';
import type { NetworkChoice } from './options.ts';

/**
 * `reexeced`: this very command was carried out by a process that may make private networks, and ended with `code`.
 */
export type Opened =
  { kind: 'network'; network: Network; notes: string[] } | { kind: 'reexeced'; code: number };

/**
 * Opens the network that was chosen; `auto` tries private networks by making one.
 * @throws {UserError} where private networks were asked for and cannot be had.
 */
export async function openNetwork(choice: NetworkChoice): Promise<Opened> {
  if (choice === 'host') return onHost([]);
  const probe = privateNetwork();
  if (probe.kind === 'available')
    return { kind: 'network', network: probe.network, notes: probe.network.notes };
  if (probe.kind === 'reexec') return { kind: 'reexeced', code: await reexecInUserNamespace() };
  if (choice === 'auto')
    return onHost([`No private networks here: ${probe.reason}. To have them: ${probe.remedy}.`]);
  throw new UserError('Private networks cannot be had here.', {
    found: probe.reason,
    remedy: `${probe.remedy}; or --network host`,
  });
}

async function onHost(notes: string[]): Promise<Opened> {
  const network = await hostNetwork();
  return { kind: 'network', network, notes: [...notes, ...network.notes] };
}
