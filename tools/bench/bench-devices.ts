import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { environmentWith } from '#tools/test-house/environment-with.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { openDeviceHouse, type DeviceHouse } from '#tools/test-house/open-device-house.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { startLaptop, type Laptop } from '#tools/test-house/start-laptop.ts';
import { testPerson } from '#tools/simulated-card/content/card-person.ts';
import { makeCard } from '#tools/simulated-card/make-card.ts';
import { plugIntoVpcd } from '#tools/simulated-card/plug-into-vpcd.ts';
import type { VirtualCard } from '#tools/simulated-card/virtual-card.ts';
import { startPcscd } from '#tools/system-packages/start-pcscd.ts';
import { alternate, report } from './alternate.ts';
import { watchLine, type WatchedLine } from './read-frames.ts';

/** Reading through all of it takes at most so much longer than the same commands sent to the reader. */
const most = 1.2;
const device = 'tablet-1';
const official = as('official', 'els.peeters');
const cardRead = z.object({ address: z.object({}), photo: z.string(), verified: z.array(z.string()).length(4) });

/**
 * Identity, address and photo of a card in a real reader (PC/SC, virtual), over HTTP: gateway, plugin, connector, line, agent, card, and all signatures verified;
 * against the very same commands sent to that reader by a program that does nothing else. And what a script of 20 commands costs on the line.
 */
export async function benchDevices(): Promise<void> {
  const [house, pcscd] = await Promise.all([openDeviceHouse(), startPcscd()]);
  const line = await watchLine(house.port);
  const [slot] = pcscd.slots;
  const laptop = startLaptop({ pcsc: { socket: pcscd.socket, reader: slot.name } });
  const { dossier, citizen } = await aScheduledVisit(house);
  const card = await makeCard(testPerson({ insz: citizen.insz, cardNumber: citizen.cardNumber, validUntil: citizen.expiresOn }), { pki: house.pki, applet: '1.8' });
  const commands = listenTo(card);
  const plugged = await plugIntoVpcd(slot, card);
  await laptop.enrol(`http://127.0.0.1:${line.port}`, await house.invite(device));
  await laptop.run();
  await laptop.until('open');
  const direct = fork(join(import.meta.dirname, 'ask-card.ts'), [slot.name], { env: environmentWith({ PCSCLITE_CSOCK_NAME: pcscd.socket }), execArgv: [] });
  await once(direct, 'message');
  try {
    const read = await reading(house, dossier);
    await readyReader(laptop);
    commands.length = 0;
    await read();
    const same = [...commands];
    console.log(`${same.length} commands to the card, for identity, address, photo and what signs them`);
    const measured = await alternate(['through bridge and middleware', read], ['the same commands, straight to the reader', () => straight(direct, same)]);
    report(measured);
    demand(`reading takes ${(measured[1].perSecond / measured[0].perSecond).toFixed(3)} times what its commands take`, measured[1].perSecond <= most * measured[0].perSecond);
    const { asks, answers, waited } = await scriptOf20(house, line, { dossier, newCard: citizen.cardNumber });
    demand(`a script of 20 commands: ${asks} frame to the device, ${answers} back before it is done`, asks === 1 && answers === 1 && waited === 20);
  } finally {
    direct.disconnect();
    await laptop.remove();
    await plugged.pull();
    await pcscd.stop();
    await house.stop();
    line.close();
  }
}

/** @returns what reads the card once, over HTTP, and how many readings per second that was */
async function reading({ house, url }: DeviceHouse, dossier: string): Promise<() => Promise<number>> {
  const { token } = await house.issuer.issue(official, 3_600);
  const post = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const { visit } = z.object({ visit: z.uuid() }).parse(await post('/visits', { dossier, device, purpose: 'capture', person: { holder: 'official', reference: 'els.peeters' } }));
  return async () => {
    const began = performance.now();
    cardRead.parse(await post(`/visits/${visit}/identity`, {}));
    return 1_000 / (performance.now() - began);
  };
}

async function straight(direct: ChildProcess, commands: readonly string[]): Promise<number> {
  const answered = once(direct, 'message');
  direct.send(commands);
  const [tookMs] = z.tuple([z.number(), z.unknown()]).parse(await answered);
  return 1_000 / tookMs;
}

/** The frames that go by while whoever asked waits for its end; progress, which nobody waits for, is told beside them. */
async function scriptOf20({ call }: DeviceHouse, { seen }: WatchedLine, { dossier, newCard }: { readonly dossier: string; readonly newCard: string }): Promise<{ asks: number; answers: number; waited: number }> {
  const relay = { ...official, scopes: [...official.scopes, 'device-bridge:relay'] };
  const { visit } = await call<{ visit: string }>('device-bridge.openVisit', { dossier, device, purpose: 'delivery', person: { holder: 'official', reference: 'els.peeters' }, newCard }, official);
  seen.length = 0;
  const { responses } = await call<{ responses: string[] }>('device-bridge.runScript', { visit, script: Array.from({ length: 20 }, () => '0084000008') }, relay);
  const count = (by: 'agent' | 'house', ...kinds: string[]) => seen.filter((one) => one.by === by && kinds.includes(one.frame)).length;
  return { asks: count('house', 'ask'), answers: count('agent', 'answer', 'failed'), waited: responses.filter((answer) => answer.endsWith('9000')).length };
}

/** What the card is told, in order. */
function listenTo(card: VirtualCard): string[] {
  const commands: string[] = [];
  const transmit = card.transmit.bind(card);
  card.transmit = (command) => {
    commands.push(Buffer.from(command).toString('hex').toUpperCase());
    return transmit(command);
  };
  return commands;
}

const ready = z.object({ state: z.object({ cardReader: z.literal('ready') }) });

async function readyReader(laptop: Laptop): Promise<void> {
  while (!ready.safeParse(await laptop.ask({ do: 'status' })).success) await new Promise((resolve) => { setTimeout(resolve, 50); });
}

function demand(what: string, holds: boolean): void {
  (holds ? console.log : console.error)(`${what}${holds ? '' : ': that is too much'}`);
  if (!holds) process.exitCode = 1;
}
