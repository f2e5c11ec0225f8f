/** A reference on a datagram socket of this machine's own, with a person or any program on the other side. */
import { lookup } from 'node:dns/promises';
import type { Endpoint } from '../../capture/record.ts';
import { openDatagrams } from '../../network/datagram-socket.ts';
import type { ReferenceDatagrams } from '../../network/network.ts';
import { visible } from '../../report/visible.ts';
import { DatagramPeer } from '../../run/peers/datagram-peer.ts';
import type { Peer } from '../../run/peers/peer.ts';
import type { Role } from '../../spec/task.ts';
import { aborted, cannot, type Play } from './play.ts';

/** Answers whoever sends it a datagram, until the signal is aborted. Waits on every address of the machine. */
export async function playDatagramServer(play: Play, signal: AbortSignal): Promise<void> {
  const socket = await open(play, play.port);
  const peers = new Map<string, DatagramPeer>();
  socket.onMessage((bytes, from) => {
    const name = `client ${from.address} port ${from.port}`;
    let peer = peers.get(name);
    if (peer === undefined) {
      peer = peerOf(play, socket, { role: 'server', at: from });
      peers.set(name, peer);
      void play.reference(peerAsSeen(play, peer), play.lines);
    }
    hear(play, peer, name, bytes);
  });
  play.say(
    `The reference server waits for datagrams on port ${socket.port}. Try: nc -u 127.0.0.1 ${socket.port}`,
  );
  play.say('Ctrl-C ends it.');
  await aborted(signal);
  socket.close();
}

/** Plays one conversation, to its end or until the signal is aborted: a datagram that is lost has no answer. */
export async function playDatagramClient(play: Play, signal: AbortSignal): Promise<void> {
  const { address } = await lookup(play.host);
  const socket = await open(play, 0);
  const server = { address, port: play.port };
  const peer = peerOf(play, socket, { role: 'client', at: server });
  socket.onMessage((bytes) => {
    hear(play, peer, 'server', bytes);
  });
  play.say(`The reference client sends to ${address} port ${play.port}.`);
  await Promise.race([play.reference(peerAsSeen(play, peer), play.lines), aborted(signal)]);
  socket.close();
}

async function open(play: Play, port: number): Promise<ReferenceDatagrams> {
  try {
    return await openDatagrams(port);
  } catch (error) {
    const remedy = 'end the program that has the port, or take another one with --port';
    throw cannot('The reference cannot open its port.', play, error, remedy);
  }
}

function peerOf(
  { say }: Play,
  socket: ReferenceDatagrams,
  { role, at }: { role: Role; at: Endpoint },
): DatagramPeer {
  const send = async (bytes: Buffer) => {
    say(`reference: "${visible(bytes.toString('utf8'))}"`);
    await socket.send(bytes, at);
  };
  return new DatagramPeer({ role, send, losesReply: false });
}

function hear({ say }: Play, peer: DatagramPeer, name: string, bytes: Buffer): void {
  say(`${name}: "${visible(bytes.toString('utf8'))}"`);
  peer.hear(bytes);
}

function peerAsSeen({ say, files }: Play, peer: DatagramPeer): Peer {
  const needsConnection = () => Promise.reject(new Error('Only a connection can do that.'));
  return {
    receive: () => peer.receive(),
    receiveBytes: needsConnection,
    lend: needsConnection,
    file: (name) => files.get(name)?.(),
    send: (message) => peer.send(message),
    close: () => {
      say('reference is done; over UDP there is nothing to close');
      return peer.close();
    },
  };
}
