import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTestCertificate } from '#services/wire-kit/ws-security/test-certificates.ts';
import { enrolling, enrolmentsPath } from '#services/agents/enrolment.ts';
import { isProven } from '#services/agents/frame-keys.ts';
import { agentHome } from './home/agent-home.ts';
import { openKeeping } from './keeping/open-keeping.ts';
import { openHouseDouble, type HouseDouble } from './rehearsal/house-double.ts';

const folder = mkdtempSync(join(tmpdir(), 'device-agent-'));
const home = join(folder, 'home');
const running = new Set<ChildProcess>();
let house: HouseDouble;
let offices: Server;
let at: string;
let certificate: string;

const code = 'ABCDE-FGHJK';
beforeAll(async () => {
  certificate = (await makeTestCertificate({ name: 'CN=Test BiZa, C=BE', from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) })).certificatePem;
  house = await openHouseDouble({ agentKey: (): KeyObject => agentHome(home).privateKey(), device: 'tablet-1' });
  offices = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => { text += String(part); }).on('end', () => {
      const { publicKey, proof, code: shown } = enrolling.parse(JSON.parse(text));
      const isIn = request.url === enrolmentsPath('44021') && shown === code && isProven(proof, publicKey, { nis: '44021', code });
      response.writeHead(isIn ? 201 : 403, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isIn ? { kid: 'tablet-1-key', device: 'tablet-1', title: 'Tablet 1', nis: '44021', rights: ['capture', 'delivery'], keys: house.keys, biza: { keyId: 'biza-1', certificate } } : { type: 'urn:problem-type:agents.wrong-code' }));
    });
  });
  await new Promise<void>((resolve) => { offices.listen(0, '127.0.0.1', resolve); });
  const address = offices.address();
  at = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await house.close();
  await new Promise((resolve) => { offices.close(resolve); });
  rmSync(folder, { recursive: true });
});

function start(...words: readonly string[]) {
  const child = spawn(process.execPath, ['tools/device-agent/device-agent.ts', ...words, '--home', home], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => { said += String(part); });
  const ended = new Promise<{ code: number | null; said: string }>((resolve) => { child.on('close', (code) => { running.delete(child); resolve({ code, said }); }); });
  return { child, ended };
}
const type = (...words: readonly string[]) => start(...words).ended;

test('a device is enrolled with a code, shows BiZa\'s certificate, and keeps its key to its owner', async () => {
  expect(await type('enrol', '--at', 'http://house.example', '--municipality', '44021', '--code', code)).toMatchObject({ code: 1, said: expect.stringContaining('between machines it is https://') as unknown });
  expect(await type('enrol', '--at', at, '--municipality', '44021', '--code', 'WRONG')).toMatchObject({ code: 1, said: expect.stringContaining('does not take this code') as unknown });
  const enrolled = await type('enrol', '--at', at, '--municipality', '44021', '--code', code);
  expect(enrolled).toMatchObject({ code: 0, said: expect.stringMatching(/enrolled as tablet-1 \(Tablet 1\) in 44021: capture and delivery\n.*\n([0-9A-F]{2}:){31}/) as unknown });
  expect([statSync(home).mode & 0o777, statSync(join(home, 'agent-key.pem')).mode & 0o777]).toEqual([0o700, 0o600]);
  expect(await type('enrol', '--at', at, '--municipality', '44021', '--code', code)).toMatchObject({ code: 1, said: expect.stringContaining('enrolled already') as unknown });
  expect(await type('status')).toMatchObject({ code: 1, said: expect.stringContaining('no agent runs') as unknown });
});

test('an agent that is killed with answers in its queue delivers each of them once when it runs again', async () => {
  const kept = agentHome(home);
  const enrolment = kept.enrolment();
  if (!enrolment) throw new Error('it is not enrolled');
  kept.write({ ...enrolment, at: house.at });
  const pinentry = join(folder, 'pinentry');
  writeFileSync(pinentry, `#!${process.execPath}
    process.stdout.write('OK hello\\n');
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => { process.stdout.write(line === 'GETPIN' ? 'D 2468\\nOK\\n' : 'OK\\n'); });`, { mode: 0o700 });
  house.taking = false;
  const first = start('run', '--pinentry', pinentry);
  await house.next('login');
  await house.next('state');
  const [visit, request] = [randomUUID(), randomUUID()];
  const asked = { visit, dossier: randomUUID(), language: 'nl', start: 'at-the-door', until: Date.now() + 3_600_000, biza: { keyId: 'biza-1', certificate } };
  expect(await house.ask('request-code', asked, { key: request })).toMatchObject({ result: {} });
  expect(await type('status')).toMatchObject({ code: 0, said: expect.stringContaining('connected to the house') as unknown });
  expect(await type('begin')).toMatchObject({ code: 0, said: expect.stringContaining('sealed') as unknown });
  expect(await type('queue')).toMatchObject({ code: 0, said: expect.stringMatching(/code +1 \(1 sealed\)/) as unknown });
  first.child.kill('SIGKILL');
  await first.ended;
  house.taking = true;
  const again = start('run', '--pinentry', pinentry);
  const delivered = await house.next('deliver', ({ message }) => message === 'code');
  expect(delivered).toMatchObject({ payload: { visit, request, result: 'chosen' }, envelope: { boundTo: { purpose: 'code' } } });
  expect(await house.ask('request-code', asked, { key: request })).toMatchObject({ result: {} });
  again.child.kill('SIGTERM');
  expect(await again.ended).toMatchObject({ code: 0 });
  const keeping = openKeeping(home);
  expect([keeping.deliveries.waiting().filter(({ isSealed }) => isSealed), keeping.requests.all()]).toEqual([[], []]);
  keeping.close();
  expect(house.heard.filter((frame) => frame.frame === 'deliver' && frame.message === 'code')).toHaveLength(1);
});

test('a device that was sent away stops and says what to do, and can be forgotten', async () => {
  house.goodbye = 'agents.revoked';
  expect(await type('run')).toMatchObject({ code: 3, said: expect.stringContaining('this device was sent away') as unknown });
  expect(await type('forget')).toMatchObject({ code: 1 });
  expect(await type('forget', '--yes')).toMatchObject({ code: 0 });
  expect(await type('run')).toMatchObject({ code: 1, said: expect.stringContaining('not enrolled') as unknown });
});
