import { CardGone, ReaderGone } from '#tools/device-agent/card-reader.ts';
import { testPerson } from '#tools/simulated-card/content/card-person.ts';
import { inProcessReader } from '#tools/simulated-card/in-process-reader.ts';
import { makeCard } from '#tools/simulated-card/make-card.ts';
import { mintPki } from '#tools/simulated-card/pki/mint-pki.ts';
import type { VirtualCard } from '#tools/simulated-card/virtual-card.ts';
import type { SystemPackage } from '#tools/system-packages/packages.ts';
import type { RunningPcscd } from '#tools/system-packages/start-pcscd.ts';
import { inProcessPlace } from './card-places.ts';
import { openCardPlaces, type CardPlacesMeans } from './open-card-places.ts';
import { pcscPlaces } from './pcsc-places.ts';
import { pullableReader } from './pullable-reader.ts';

let card: VirtualCard;
beforeAll(async () => { card = await makeCard(testPerson(), { pki: await mintPki({ now: Date.UTC(2026, 10, 29) }), applet: '1.8' }); }, 120_000);

const there = (name: string): SystemPackage => ({ name, debian: [name], find: () => `/usr/bin/${name}` });
const absent = (name: string): SystemPackage => ({ name, debian: [`debian-${name}`], find: () => undefined });
const means: CardPlacesMeans = { packages: [there('pcscd'), there('vpcd')], load: async () => () => { throw new Error('no reader is opened here'); }, start: async () => service().pcscd };
const saidWith = async (less: Partial<CardPlacesMeans>, pcsc = true) => (await openCardPlaces({ pcsc, tell: () => undefined }, { ...means, ...less })).said;

/** A card service that dies when it is told to. */
function service({ comesBack = true } = {}) {
  let dies = Promise.withResolvers<void>();
  let restarts = 0;
  const slots = [{ name: 'a', path: 'a' }, { name: 'b', path: 'b' }] as const;
  const pcscd: RunningPcscd = {
    socket: '', slots, kill: () => Promise.resolve(), ended: () => dies.promise, stop: async () => { dies.resolve(); },
    restart: async () => {
      if (!comesBack) throw new Error('it does not start');
      restarts += 1;
      dies = Promise.withResolvers();
    },
  };
  return { pcscd, restarts: () => restarts, die: async () => { dies.resolve(); await new Promise(setImmediate); } };
}

describe('who starts simulated devices is told where their cards are, and why', () => {
  test('in real PC/SC where that can be', async () => { expect(await saidWith({})).toBe('in real PC/SC: a pcscd of this start alone, with 2 virtual slots (vpcd)'); });
  test.each<[why: string, less: Partial<CardPlacesMeans>]>([
    ['not installed: vpcd (Debian: debian-vpcd)', { packages: [there('pcscd'), absent('vpcd')] }],
    ['the library of PC/SC cannot be loaded', { load: async () => undefined }],
    ['may not be started here apart from all else (unshare: Operation not permitted)', { start: () => Promise.reject(new Error('unshare ended before it answered (exit 1):\nunshare: Operation not permitted\n')) }],
  ])('in the process: %s', async (why, less) => { expect(await saidWith(less)).toMatch(/^in this process, not in PC\/SC: /); expect(await saidWith(less)).toContain(why); });
  test('in the process where it was asked so, whatever is installed', async () => { expect(await saidWith({}, false)).toBe('in this process, not in PC/SC: so it was asked'); });
});

test('a card service that dies is started again, and who started it is told; one that dies again and again, or does not come back, is left', async () => {
  const [told, left]: [string[], string[]] = [[], []];
  const [again, gone] = [service(), service({ comesBack: false })];
  const open = () => { throw new Error('no reader is opened here'); };
  const places = pcscPlaces({ pcscd: again.pcscd, open, tell: (what) => { told.push(what); } });
  for (let time = 1; time <= 7; time += 1) await again.die();
  expect([again.restarts(), told.length, told[0]]).toEqual([5, 5, expect.stringContaining('was started again')]);
  await places.close();
  pcscPlaces({ pcscd: gone.pcscd, open, tell: (what) => { left.push(what); } });
  await gone.die();
  await gone.die();
  expect(left).toEqual([expect.stringContaining('does not start any more')]);
});

test('a card service that is stopped is not started again', async () => {
  const [told, stopped]: [string[], ReturnType<typeof service>] = [[], service()];
  await pcscPlaces({ pcscd: stopped.pcscd, open: () => { throw new Error('no reader is opened here'); }, tell: (what) => { told.push(what); } }).close();
  await new Promise(setImmediate);
  expect([stopped.restarts(), told]).toEqual([0, []]);
});

test('a reader whose cable is pulled out is absent, also in the middle of a turn, and has its card again when it is plugged in', async () => {
  const inner = inProcessReader();
  const { reader, unplug, plugIn } = pullableReader(inner);
  const seen: string[] = [];
  reader.onChange(() => { seen.push(reader.state()); });
  inner.insert(card);
  const select = Buffer.from('00A4080C023F00', 'hex');
  await expect(reader.use(async (held) => { unplug(); return held.transmit(select); })).rejects.toThrow(ReaderGone);
  await expect(reader.use(async (held) => held.transmit(select))).rejects.toThrow(ReaderGone);
  plugIn();
  await expect(reader.use(async (held) => {
    const answer = held.transmit(select);
    unplug();
    inner.pull();
    return answer;
  })).rejects.toThrow(ReaderGone);
  inner.insert(card);
  plugIn();
  expect(Buffer.from(await reader.use((held) => held.transmit(select))).toString('hex')).toBe('9000');
  expect(seen).toEqual(['ready', 'absent', 'ready', 'absent', 'absent', 'absent', 'ready']);
  inner.pull();
  await expect(reader.use((held) => held.transmit(select))).rejects.toThrow(CardGone);
  await reader.close();
});

test('no card can be put into a reader that is not there', async () => {
  const place = inProcessPlace();
  await place.unplug();
  await expect(place.insert(card)).rejects.toMatchObject({ type: 'devices-sandbox.reader-gone' });
  place.plugIn();
  await place.insert(card);
  expect(place.reader.state()).toBe('ready');
  await place.close();
});
