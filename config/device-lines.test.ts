import { generateKeyPairSync } from 'node:crypto';
import { agents } from '#services/agents/agents.contract.ts';
import { agentLines, agentTable } from '#services/agents/agents.store.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { withGadgets } from '#tools/test-house/gadgets.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { proveKey } from '#services/agents/frame-keys.ts';
import { mostFrameBytes, newChallenge } from '#services/agents/sign-frame.ts';
import { connectAgent, enrolAt, idleState, loginOf, openTestLine, type TestIdentity } from '#services/agents/test-agent.ts';

const nis = '44021';
let now = Date.parse('2026-11-24T09:00:00+01:00');
let t: ServedHouse;
beforeAll(async () => {
  // No beat comes while this runs: what is cut is cut without one.
  t = await openServedHouse({ house: { ...withGadgets, realNow: () => now }, lines: { beatMs: 3_600_000 } });
});
afterAll(() => t.stop());

const administrator = (municipality = 'gent'): Caller => ({ kind: 'official', actor: 'official:an.admin', municipality, scopes: ['agents:invite', 'agents:read', 'agents:revoke', 'audit:*'] });
const invite = (device: string, { rights = ['capture', 'delivery'], municipality = 'gent' } = {}) => t.call<{ code: string; expiresAt: number }>('agents.invite', { device, title: 'Tablet', rights }, administrator(municipality));
const revoke = (device: string) => t.call('agents.revoke', { device, why: 'stolen' }, administrator());
const list = (municipality = 'gent') => t.call<{ agents: { device: string; line: object | null; revoked: object | null }[]; invited: object[] }>('agents.list', {}, administrator(municipality));
const listed = async (device: string) => (await list()).agents.find((one) => one.device === device);
let devices = 0;
const newDevice = () => { devices += 1; return `tablet-${devices}`; };
async function anAgent(options: { rights?: string[] } = {}): Promise<TestIdentity> {
  const { code } = await invite(newDevice(), options);
  const { identity } = await enrolAt(t.url, nis, code);
  if (!identity) throw new Error('it did not enrol');
  return identity;
}
const how = (key: string | null = null, withinMs = 10_000) => ({ key, withinMs, signal: new AbortController().signal });
const lines = () => t.house.agents.linesOf('gent');
const ask = (device: string, operation = 'press', options = how()) => lines().ask(device, operation, { button: 'red' }, options);
const failureOf = (act: Promise<unknown>) => act.then(() => 'done', (error: unknown) => (isFailure(error) ? error.type : error));
const problem = (failure: string) => expect.objectContaining({ status: 403, body: expect.objectContaining({ failure: `agents.${failure}` }) as unknown });
/** An act that the house answers by cutting the line: what it says as its last word. */
const lastWord = async (identity: TestIdentity, act: (line: Awaited<ReturnType<typeof connectAgent>>) => void) => {
  const line = await connectAgent(t.url, identity);
  act(line);
  const { why } = await line.until('goodbye');
  await line.closed;
  return why;
};

describe('a device enrols', () => {
  test('with its code, and is told who it is, the keys of the house and for whom it seals', async () => {
    const { code, expiresAt } = await invite('desk-1');
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
    expect(expiresAt).toBe(now + 30 * 60_000);
    const answer = await enrolAt(t.url, nis, code.toLowerCase().replaceAll('-', ' '));
    expect(answer).toMatchObject({ status: 201, body: { device: 'desk-1', title: 'Tablet', nis, rights: ['capture', 'delivery'], biza: { keyId: 'biza-1' } } });
    expect(await listed('desk-1')).toMatchObject({ line: null, revoked: null });
  });
  test('once with a code, also when two come with it at the same moment', async () => {
    const { code } = await invite(newDevice());
    const both = await Promise.all([enrolAt(t.url, nis, code), enrolAt(t.url, nis, code)]);
    expect(both.map(({ status }) => status)).toEqual(expect.arrayContaining([201, 403]));
    expect(await enrolAt(t.url, nis, code)).toEqual(problem('wrong-code'));
  });
  test('not with a code that is wrong, of another municipality, or replaced by a newer one', async () => {
    const device = newDevice();
    const [{ code: older }, { code }] = [await invite(device), await invite(device)];
    expect(await enrolAt(t.url, nis, 'AAAA-AAAA-AAAA')).toEqual(problem('wrong-code'));
    expect(await enrolAt(t.url, nis, older)).toEqual(problem('wrong-code'));
    expect(await enrolAt(t.url, '24055', code)).toEqual(problem('wrong-code'));
    expect((await enrolAt(t.url, '99999', code)).status).toBe(404);
    expect((await enrolAt(t.url, nis, code)).status).toBe(201);
  });
  test('not after half an hour', async () => {
    const { code } = await invite(newDevice());
    now += 30 * 60_000;
    expect(await enrolAt(t.url, nis, code)).toEqual(problem('wrong-code'));
  });
  test('not with a key that it cannot show to have, and that costs the code nothing', async () => {
    const { code } = await invite(newDevice());
    expect(await enrolAt(t.url, nis, code, { proof: proveKey(generateKeyPairSync('ed25519').privateKey, { nis, code }) })).toEqual(problem('wrong-code'));
    expect(await enrolAt(t.url, nis, code, { proof: 'x' })).toEqual(problem('wrong-code'));
    expect((await enrolAt(t.url, nis, code)).status).toBe(201);
  });
  test('anew, and then the earlier one is nobody any more', async () => {
    const earlier = await anAgent();
    const line = await connectAgent(t.url, earlier);
    const { code } = await invite(earlier.device);
    expect((await enrolAt(t.url, nis, code)).status).toBe(201);
    expect(await line.until('goodbye')).toMatchObject({ why: 'agents.replaced' });
    const again = await openTestLine(t.url, earlier);
    again.say(loginOf(again));
    expect(await again.until('goodbye')).toMatchObject({ why: 'agents.unknown' });
  });
  test('and the code stands nowhere: not in the audit, and not among the answers that are kept for who asks again', async () => {
    const device = newDevice();
    const asked = { device, title: 'Tablet', rights: ['delivery'] };
    const codes: { code: string }[] = [];
    for (const _time of ['once', 'again']) codes.push(agents.actions.invite.output.parse(await t.house.engine.call('agents.invite', asked, { caller: administrator(), traceId: 'trace', idempotencyKey: `same-${device}` })));
    expect(codes[0]?.code).not.toBe(codes[1]?.code);
    const entries = JSON.stringify(await t.call('audit.search', { limit: 100 }, administrator()));
    expect(entries).toContain('agents.invite');
    for (const { code } of codes) expect(entries).not.toContain(code);
  });
});

describe('a line', () => {
  test('is opened by who signs the challenge, and then the device is there with what it says of itself', async () => {
    const identity = await anAgent();
    const line = await connectAgent(t.url, identity);
    expect(await listed(identity.device)).toMatchObject({ line: { cardReader: 'no-card', waiting: 0 } });
    line.say({ frame: 'state', state: { ...idleState, cardReader: 'ready', waiting: 2 } });
    line.say({ frame: 'deliver', id: crypto.randomUUID(), message: 'pressed', payload: { device: identity.device, button: 'red' } });
    await line.until('taken');
    expect((await lines().list()).find(({ device }) => device === identity.device)).toMatchObject({ rights: ['capture', 'delivery'], state: { cardReader: 'ready', waiting: 2 } });
    line.close();
    await expect(ask(identity.device, 'press', how(null, 1))).rejects.toMatchObject({ type: expect.stringMatching(/^agents\.(not-connected|no-answer)$/) as unknown });
  });
  test('asks, and gives what is answered or why not', async () => {
    const identity = await anAgent();
    const line = await connectAgent(t.url, identity);
    const key = crypto.randomUUID();
    const [done, failed] = [ask(identity.device, 'press', how(key)), ask(identity.device)];
    const frames = [await line.until('ask'), await line.until('ask')];
    expect(frames.map((frame) => frame.key)).toEqual(expect.arrayContaining([key, null]));
    for (const frame of frames) line.say(frame.key === key ? { frame: 'answer', to: frame.id, result: { lit: true } } : { frame: 'failed', to: frame.id, why: 'stuck' });
    expect(await done).toEqual({ done: true, result: { lit: true } });
    expect(await failed).toEqual({ done: false, why: 'stuck' });
  });
  test('that does not answer in time, or is lost meanwhile, leaves open whether it was done', async () => {
    const identity = await anAgent();
    const line = await connectAgent(t.url, identity);
    expect(await failureOf(ask(identity.device, 'press', how(null, 5)))).toBe('agents.no-answer');
    const lost = failureOf(ask(identity.device));
    await line.until('ask');
    line.close();
    expect(await lost).toBe('agents.no-answer');
  });
  test('is asked nothing that its device has no right to, and nothing that nobody knows', async () => {
    const identity = await anAgent({ rights: ['delivery'] });
    await connectAgent(t.url, identity);
    expect(await failureOf(ask(identity.device, 'capture'))).toBe('agents.not-allowed');
    expect(await failureOf(ask(identity.device, 'explode'))).toBe('agents.not-allowed');
    expect(await failureOf(ask('tablet-of-nobody'))).toBe('agents.not-connected');
  });
  test('makes room for a newer one of the same device, and the older one is told', async () => {
    const identity = await anAgent();
    const older = await connectAgent(t.url, identity);
    const newer = await connectAgent(t.url, identity);
    expect(await older.until('goodbye')).toMatchObject({ why: 'agents.replaced' });
    await older.closed;
    const answer = ask(identity.device);
    const { id } = await newer.until('ask');
    newer.say({ frame: 'answer', to: id, result: 1 });
    expect(await answer).toEqual({ done: true, result: 1 });
  });
  test('of a device that is sent away is cut at once, and nobody comes back by it', async () => {
    const identity = await anAgent();
    const line = await connectAgent(t.url, identity);
    await revoke(identity.device);
    expect(await line.until('goodbye')).toMatchObject({ why: 'agents.revoked' });
    await line.closed;
    expect(await listed(identity.device)).toMatchObject({ line: null, revoked: { by: 'official:an.admin', why: 'stolen' } });
    const again = await openTestLine(t.url, identity);
    again.say(loginOf(again));
    expect(await again.until('goodbye')).toMatchObject({ why: 'agents.unknown' });
    expect(await failureOf(ask(identity.device))).toBe('agents.not-connected');
  });
  test('of a device that is sent away by a process beside this one, which can tell nobody, is cut long before the next beat', async () => {
    const identity = await anAgent();
    const [line, other] = [await connectAgent(t.url, identity), await connectAgent(t.url, await anAgent())];
    // What `eid -- agent revoke` writes; it is over once the row is gone.
    await t.house.engine.store.transaction('gent', async (tables) => {
      await tables.update(agentTable, { device: identity.device }, { revokedAt: now, revokedBy: 'system:eid', revokedWhy: 'stolen' });
      await tables.remove(agentLines, { device: identity.device });
    });
    expect(await line.until('goodbye')).toMatchObject({ why: 'agents.revoked' });
    other.say({ frame: 'deliver', id: crypto.randomUUID(), message: 'exploded', payload: {} });
    expect(await other.until('not-taken')).toMatchObject({ why: 'agents.not-allowed' });
  });
  test.each<[string, (line: Awaited<ReturnType<typeof connectAgent>>, identity: TestIdentity) => void]>([
    ['sends a frame again', (line) => { const text = line.sign({ frame: 'state', state: idleState }); line.send(text); line.send(text); }],
    ['leaves one out', (line) => { line.sign({ frame: 'state', state: idleState }); line.say({ frame: 'state', state: idleState }); }],
    ['speaks in another session', (line) => line.send(line.sign({ frame: 'state', state: idleState }, newChallenge()))],
    ['logs in twice', (line) => line.say(loginOf(line))],
    ['sends bytes', (line) => line.send(Buffer.from(line.sign({ frame: 'state', state: idleState })))],
    ['sends what is no frame', (line) => line.send('{"frame":"state"}')],
    ['says what an agent does not say', (line) => line.say({ frame: 'welcome', device: 'x', at: 1, keys: [] })],
  ])('that %s is cut', async (_title, act) => {
    const identity = await anAgent();
    expect(await lastWord(identity, (line) => act(line, identity))).toBe('agents.broken-frame');
  });
  test('that sends more than a megabyte at once is cut', async () => {
    const line = await connectAgent(t.url, await anAgent());
    line.send('a'.repeat(mostFrameBytes + 1));
    expect(await line.closed).toEqual({ code: 1009 });
  });
});

describe('nobody gets a line', () => {
  const rejected = async (identity: TestIdentity) => {
    const line = await openTestLine(t.url, identity);
    line.say(loginOf(line));
    return (await line.until('goodbye')).why;
  };
  test('with another key, another name, or a login that was taken from another line', async () => {
    const identity = await anAgent();
    expect(await rejected({ ...identity, privateKey: generateKeyPairSync('ed25519').privateKey })).toBe('agents.broken-frame');
    expect(await rejected({ ...identity, kid: 'gent.00000000-0000-7000-8000-000000000000' })).toBe('agents.unknown');
    expect(await rejected({ ...identity, kid: identity.kid.replace('gent', 'kortenberg') })).toBe('agents.unknown');
    expect(await rejected({ ...identity, kid: 'house-1' })).toBe('agents.unknown');
    const [one, other] = [await openTestLine(t.url, identity), await openTestLine(t.url, identity)];
    other.send(one.sign(loginOf(one)));
    expect(await other.until('goodbye')).toMatchObject({ why: 'agents.broken-frame' });
    one.close();
  });
  test('who does not speak the protocol, or asks elsewhere', async () => {
    const identity = await anAgent();
    await expect(openTestLine(t.url, identity, { protocol: 'chat' })).rejects.toThrow('400');
    await expect(openTestLine(`${t.url}/api`, identity)).rejects.toThrow('404');
  });
});

describe('what a device delivers', () => {
  const deliver = async (identity: TestIdentity, frames: readonly object[]) => {
    const line = await connectAgent(t.url, identity);
    const answers = [];
    for (const frame of frames) {
      line.say({ frame: 'deliver', ...frame });
      answers.push(await line.next());
    }
    line.close();
    return answers;
  };
  test('is taken in once, however often it comes', async () => {
    const identity = await anAgent();
    const id = crypto.randomUUID();
    const pressed = { id, message: 'pressed', payload: { device: identity.device, button: 'red' } };
    expect(await deliver(identity, [pressed, pressed])).toEqual([{ frame: 'taken', id }, { frame: 'taken', id }]);
    expect(await deliver(identity, [pressed])).toEqual([{ frame: 'taken', id }]);
    expect(await deliver(identity, [{ ...pressed, payload: { device: identity.device, button: 'blue' } }])).toEqual([{ frame: 'not-taken', id, why: 'message.id-used-twice', again: false }]);
  });
  test('is not taken in when it is not understood, is another device\'s, or is not its to deliver', async () => {
    const identity = await anAgent({ rights: ['delivery'] });
    const id = crypto.randomUUID();
    const why = async (frame: object) => (await deliver(identity, [{ id, ...frame }]))[0];
    expect(await why({ message: 'pressed', payload: { device: identity.device } })).toMatchObject({ why: 'message.not-understood', again: false });
    expect(await why({ message: 'pressed', payload: { device: 'tablet-1', button: 'red' } })).toMatchObject({ why: 'agents.other-device', again: false });
    expect(await why({ message: 'captured', payload: { device: identity.device } })).toMatchObject({ why: 'agents.not-allowed', again: false });
    expect(await why({ message: 'exploded', payload: { device: identity.device } })).toMatchObject({ why: 'agents.not-allowed', again: false });
  });
  test('waits while the connector is cut, and is taken in after', async () => {
    const identity = await anAgent();
    const id = crypto.randomUUID();
    const pressed = [{ id, message: 'pressed', payload: { device: identity.device, button: 'red' } }];
    const lever: Caller = { ...administrator(), scopes: ['outbox:*'] };
    await t.call('outbox.cut', { port: 'gadgets', why: 'test' }, lever);
    expect(await deliver(identity, pressed)).toEqual([{ frame: 'not-taken', id, why: 'port.switched-off', again: true }]);
    await t.call('outbox.resume', { port: 'gadgets', why: 'test' }, lever);
    expect(await deliver(identity, pressed)).toEqual([{ frame: 'taken', id }]);
  });
});

test('after the keys of the house are rotated an agent that knows the old one is told the new one, under the old', async () => {
  const identity = await anAgent();
  t.house.engine.keyring.rotate();
  const line = await openTestLine(t.url, identity);
  line.say(loginOf(line));
  const { keys } = await line.until('welcome');
  expect(keys).toHaveLength(2);
  expect(keys[1]).toEqual(identity.keys[0]);
  line.close();
  await connectAgent(t.url, { ...identity, keys: keys.slice(0, 1) });
});

test('a node that stops says so to its agents, and forgets where they were', async () => {
  const identity = await anAgent();
  const line = await connectAgent(t.url, identity);
  await t.house.agents.hub.close();
  expect(await line.until('goodbye')).toMatchObject({ why: 'agents.node-stops' });
  expect(await listed(identity.device)).toMatchObject({ line: null });
});
