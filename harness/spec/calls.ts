/** The socket calls that a spec asks for, and whose they are. */
import type { Complaint } from './schema-faults.ts';
import { listWords } from './nearest.ts';
import type { PlainCall, SpecJson } from './spec.generated.ts';
import { placedMessages } from './steps.ts';
import { otherRole, ROLES, type Role, type SocketCall } from './task.ts';
import { shownValue } from './user-error.ts';

/** In the order of the spec; one that is each program's stands there once for each role. */
export function callsOf(spec: SpecJson): SocketCall[] {
  return spec.calls.flatMap((asked): SocketCall[] => {
    if (typeof asked !== 'string') return [{ ...asked, with: asked.with }];
    return rolesOf(asked, spec).map((by) => ({ by, call: asked, with: undefined, never: false, weight: 1 }));
  });
}

/** Calls that none of the programs handed in is to make. */
export function callComplaints(spec: SpecJson): Complaint[] {
  const { calls, roles } = spec;
  return calls.flatMap((asked, index): Complaint[] => {
    if (typeof asked !== 'string') {
      const allowed = `${listWords(roles)}, since "roles" has no other`;
      return roles.includes(asked.by)
        ? []
        : [{ at: ['calls', index, 'by'], found: shownValue(asked.by), allowed }];
    }
    if (rolesOf(asked, spec).length > 0) return [];
    const allowed = `calls of ${listWords(roles, 'and')}, since "roles" has no other and "messages" is as it is`;
    return [{ at: ['calls', index], found: shownValue(asked), allowed }];
  });
}

/** Roles that are handed in and whose program makes the call in any right answer. */
function rolesOf(call: PlainCall, spec: SpecJson): Role[] {
  const makers = MAKERS[call](placedMessages(spec).map(({ message }) => message.from));
  return ROLES.filter((role) => spec.roles.includes(role) && makers.includes(role));
}

/** `speakers`: who says each of the messages. */
type Makers = (speakers: Role[]) => readonly Role[];

const everybody: Makers = () => ROLES;
const server: Makers = () => ['server'];
const speaking: Makers = (speakers) => speakers;
const listening: Makers = (speakers) => speakers.map(otherRole);

const MAKERS: Record<PlainCall, Makers> = {
  socket: everybody,
  bind: server,
  listen: server,
  accept: server,
  connect: () => ['client'],
  send: speaking,
  sendto: speaking,
  recv: listening,
  recvfrom: listening,
  close: everybody,
};
