import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { z } from 'zod';
import { bizaConfig } from '#connectors/biza/biza.config.ts';
import { openBiza } from '#connectors/biza/sandbox/open-biza.ts';
import { openCrm } from '#connectors/crm/sandbox/open-crm.ts';
import { devicesConfig } from '#connectors/devices/devices.config.ts';
import { openDevices } from '#connectors/devices/sandbox/open-devices.ts';
import { openDisabilityRegister } from '#connectors/disability-register/sandbox/open-disability-register.ts';
import { eidToolConfig } from '#connectors/eid-tool/eid-tool.config.ts';
import { openEidTool } from '#connectors/eid-tool/sandbox/open-eid-tool.ts';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { ageOn } from '#services/belgium/age.ts';
import { cardNumberSchema, makeCardNumber } from '#services/belgium/card-number.ts';
import { addDays } from '#services/belgium/day.ts';
import { birthDateOf, inszSchema } from '#services/belgium/insz.ts';
import { demoPersons } from './demo-persons.ts';
import { demoPlaceOf, type DemoPlace } from './demo-place.ts';
import { loadDemoPopulation, type Pull } from './load-demo-population.ts';

const place = (nis: string): DemoPlace => {
  const found = demoPlaceOf(nis);
  if (!found) throw new Error(`no municipality ${nis}`);
  return found;
};
const day = '2026-11-24';
const today = { madeIn: 2026, day };

describe.each([['Gent', '44021'], ['Kortenberg', '24055']])('the people of %s', (city, nis) => {
  const people = demoPersons(place(nis), today);
  const soon = people.filter(({ card }) => card.expiresOn <= addDays(day, 90));

  test('are some forty, and about a quarter of their cards expires within ninety days', () => {
    expect(people.length).toBeGreaterThanOrEqual(40);
    expect(soon.length / people.length).toBeGreaterThan(0.2);
    expect(soon.length / people.length).toBeLessThan(0.3);
    expect(people.every(({ card }) => card.expiresOn > day)).toBe(true);
  });
  test('have valid numbers of test persons, each their own, that tell their birthday', () => {
    for (const { citizen, card, birthDay } of people) {
      expect([inszSchema.safeParse(citizen.insz).success, cardNumberSchema.safeParse(card.cardNumber).success, card.insz]).toEqual([true, true, citizen.insz]);
      expect([birthDateOf(citizen.insz), /^..(6[1-9]|7[0-2])/.test(citizen.insz)]).toEqual([birthDay, true]);
    }
    expect(new Set(people.flatMap(({ card }) => [card.insz, card.cardNumber])).size).toBe(people.length * 2);
  });
  test('live where its officials come, and read a language in which it writes', () => {
    const { postcodes, languages } = place(nis);
    for (const { citizen } of people) expect([citizen.address.city, postcodes.includes(citizen.address.postcode), languages.includes(citizen.language)]).toEqual([city, true, true]);
    expect(new Set(people.map(({ citizen }) => citizen.language))).toEqual(new Set(languages));
  });
  test('prefer every medium, and some have neither e-mail nor mobile number', () => {
    expect(new Set(people.map(({ citizen }) => citizen.preferredMedium))).toEqual(new Set(['email', 'sms', 'whatsapp', 'telephone', 'letter', null]));
    expect(soon.some(({ citizen }) => citizen.email === null && citizen.mobile === null)).toBe(true);
    expect(soon.some(({ citizen }) => citizen.email !== null)).toBe(true);
    for (const { citizen } of people.filter(({ citizen }) => citizen.preferredMedium === 'whatsapp')) expect(citizen.whatsappOptIn).toBe(true);
  });
  test.each<[string, (person: (typeof people)[number]) => boolean]>([
    ['a child of ten with a Kids-ID and a parent', ({ birthDay, card, citizen }) => ageOn(birthDay, day) === 10 && card.kind === 'kids-id' && citizen.representative?.relation === 'parent'],
    ['somebody of thirteen with a parent', ({ birthDay, card, citizen }) => ageOn(birthDay, day) === 13 && card.kind === 'eid' && citizen.representative?.relation === 'parent'],
    ['somebody of sixteen with a parent', ({ birthDay, card, citizen }) => ageOn(birthDay, day) === 16 && card.kind === 'eid' && citizen.representative?.relation === 'parent'],
    ['somebody over 75 whose certificates only are renewed', ({ birthDay, card }) => ageOn(birthDay, day) >= 75 && card.renewal === 'certificates'],
    ['somebody over 75 whose card is renewed', ({ birthDay, card }) => ageOn(birthDay, day) >= 75 && card.renewal === 'card'],
    ['somebody with a foreigner\'s card', ({ card }) => card.kind === 'foreigner'],
    ['somebody recognised', ({ recognition }) => recognition !== null && recognition.until === null],
    ['somebody whose recognition has ended', ({ recognition }) => recognition?.until !== null && recognition?.until !== undefined && recognition.until < day],
    ['somebody with a guardian', ({ citizen }) => citizen.representative?.relation === 'guardian'],
    ['somebody who died', ({ deceased, citizen }) => deceased && !citizen.reachable],
    ['somebody who asked for letters', ({ citizen }) => citizen.preferredMedium === 'letter'],
  ])('count %s among those whose card expires soon', (_who, is) => {
    expect(soon.some(is)).toBe(true);
  });
  test('never renew only certificates before 75, nor have a Kids-ID from twelve on', () => {
    for (const { birthDay, card } of people) {
      expect(card.renewal === 'card' || ageOn(birthDay, day) >= 75).toBe(true);
      expect(card.kind === 'kids-id').toBe(ageOn(birthDay, day) < 12);
    }
  });
  test('are the same people on every day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2000 }), (days) => {
      const others = demoPersons(place(nis), { madeIn: 2026, day: addDays(day, days) });
      expect(others.map(({ citizen, card: { cardNumber } }) => ({ citizen, cardNumber }))).toEqual(people.map(({ citizen, card: { cardNumber } }) => ({ citizen, cardNumber })));
    }), { numRuns: 20 });
  });
});

test('nobody lives in both municipalities', () => {
  const numbers = ['44021', '24055'].flatMap((nis) => demoPersons(place(nis), today).flatMap(({ card }) => [card.insz, card.cardNumber]));
  expect(new Set(numbers).size).toBe(numbers.length);
});

describe('loading', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'));
  const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9), folder);
  const sandboxes = {
    'eid-tool': openEidTool({ ...bench.env, config: eidToolConfig.parse({}) }), crm: openCrm(bench.env), biza: openBiza({ ...bench.env, config: bizaConfig.parse({}) }),
    'disability-register': openDisabilityRegister(bench.env), devices: openDevices({ ...bench.env, config: devicesConfig.parse({}) }),
  };
  afterAll(() => {
    for (const sandbox of Object.values(sandboxes)) sandbox.close();
    rmSync(folder, { recursive: true });
  });
  const pull: Pull = (port, lever, input) => {
    const found = Object.entries(sandboxes).find(([id]) => id === port)?.[1].levers[lever];
    return found ? found.pull(input) : Promise.reject(new Error(`there is no lever '${port}.${lever}'`));
  };
  const load = (on: string) => loadDemoPopulation(pull, { nis: '44021', day: on });
  const authorisation = (official: string) => sandboxes.biza.implementation.authorisations({ holder: 'official', reference: official }, bench.call(''));
  const seen = async () => ({
    cards: await pull('eid-tool', 'cards', {}), citizens: await pull('crm', 'citizens', {}), recognitions: await pull('disability-register', 'recognitions', {}),
    persons: await Promise.all(demoPersons(place('44021'), today).map(({ card: { insz } }) => sandboxes.biza.implementation.person({ insz }, bench.call('')))),
    authorisations: await authorisation('els.peeters'),
  });

  test('that breaks off is completed by the next one', async () => {
    let left = 17;
    await expect(loadDemoPopulation((...asked) => { left -= 1; return left < 0 ? Promise.reject(new Error('killed')) : pull(...asked); }, { nis: '44021', day })).rejects.toThrow('killed');
    await load(addDays(day, 40));
    const { cards } = z.object({ cards: z.array(z.unknown()) }).parse(await pull('eid-tool', 'cards', {}));
    expect(cards).toHaveLength(demoPersons(place('44021'), today).length);
    expect(await authorisation('els.peeters')).toMatchObject({ authorisations: [{ act: 'capture-biometrics' }, { act: 'activate-card' }] });
    expect((await seen()).persons).not.toContain(null);
  });

  test('again, on the day itself or years later, changes nothing, whatever happened since', async () => {
    const [first, second, third] = demoPersons(place('44021'), today);
    if (!first || !second || !third) throw new Error('nobody');
    const dossier = '019376a0-0000-7000-8000-000000000001';
    await sandboxes['eid-tool'].implementation.openRenewal({ dossier, cardNumber: first.card.cardNumber }, bench.call());
    await sandboxes['eid-tool'].implementation.closeRenewal(
      { dossier, cardNumber: first.card.cardNumber, newCardNumber: makeCardNumber('5920000001'), closedOn: day, deliveredBy: 'official' }, bench.call(),
    );
    const { citizen } = await sandboxes.crm.implementation.citizen({ insz: first.card.insz }, bench.call());
    await sandboxes.crm.implementation.updateContact({ insz: first.card.insz, version: citizen?.version ?? '', mobile: '+32470999999' }, bench.call());
    await pull('disability-register', 'put-recognition', { insz: first.card.insz, from: '2019-05-01', until: day });
    await pull('biza', 'replace-number', { from: second.card.insz, to: '17073003384' });
    await pull('biza', 'withdraw-authorisation', { holder: 'official', reference: 'els.peeters', act: 'activate-card' });
    const before = await seen();
    for (const on of [day, addDays(day, 1), addDays(day, 800)]) await load(on);
    expect(await seen()).toEqual(before);
    expect(await sandboxes['eid-tool'].implementation.cardOf({ insz: first.card.insz }, bench.call(''))).toMatchObject({ card: { cardNumber: makeCardNumber('5920000001') } });
  });

  test('a municipality that nobody configured gets nobody', async () => {
    const before = await seen();
    await loadDemoPopulation(pull, { nis: '99999', day });
    expect(await seen()).toEqual(before);
  });
});
