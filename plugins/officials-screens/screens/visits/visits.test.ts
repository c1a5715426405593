import { z } from 'zod';
import { Failure } from '#services/kernel/failure.ts';
import { html, Markup } from '#services/kernel/html.ts';
import type { PageCtx, Shown } from '#services/kernel/page.ts';
import { finalStates } from '#services/journey/journey.states.ts';
import type { Text } from '#services/kernel/texts.ts';
import { captureStep } from './capture-step.ts';
import { captureTexts } from './capture-texts.ts';
import { deliveryStep } from './delivery-step.ts';
import { deliveryTexts } from './delivery-texts.ts';
import { deviceFailureIn, deviceFailureTexts, deviceTexts } from './device-texts.ts';
import { fingerTexts } from './finger-texts.ts';
import { fingersSoFar } from './say-fingers.ts';
import { sayPin, sayProgress } from './say-progress.ts';
import { deed } from './visit-deed.ts';
import { visitRefusalIn, visitRefusalTexts } from './visit-refusal-texts.ts';
import type { Session } from './visit-session.ts';
import { visitTexts } from './visit-texts.ts';

describe('the texts', () => {
  const languages = ['nl', 'fr', 'de', 'en'] as const;
  const catalogues: Readonly<Record<string, Readonly<Record<string, Text>>>> = { captureTexts, deliveryTexts, deviceFailureTexts, deviceTexts, fingerTexts, visitRefusalTexts, visitTexts };
  const all = Object.entries(catalogues).flatMap(([catalogue, texts]) => Object.entries(texts).map(([key, text]): [string, Text] => [`${catalogue}.${key}`, text]));
  const valuesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();
  const longest = (text: string) => Math.max(...text.split(/(?<=[.?!:;])\s/).map((sentence) => sentence.split(/\s+/).length));

  test('say something in each language, and tell the same values in all', () => {
    expect(all.filter(([, text]) => languages.some((language) => text[language].trim() === '' || valuesIn(text[language]).join() !== valuesIn(text.nl).join())).map(([name]) => name)).toEqual([]);
  });

  test('have no sentence of more than 22 words, and the marks of their language', () => {
    expect(all.flatMap(([name, text]) => languages.filter((language) => longest(text[language]) > 22).map((language) => `${name} ${language}`))).toEqual([]);
    expect(all.filter(([, text]) => /[^\s{][?!;:](\s|$)/.test(text.fr) || languages.some((language) => text[language].includes("'"))).map(([name]) => name)).toEqual([]);
  });

  test('who waits for the device without scripts is told how to look again, by the name that stands there', () => {
    expect(languages.filter((language) => !visitTexts.working[language].includes(visitTexts.lookAgain[language]))).toEqual([]);
  });

  test('a failure without words of its own is said in general ones', () => {
    for (const code of ['toString', 'constructor', 'bad-signature']) expect(deviceFailureIn('nl', code)).toBe(deviceFailureTexts.other.nl);
    expect(deviceFailureIn('nl', 'poor-quality')).toBe(deviceFailureTexts['quality-too-low'].nl);
    expect(visitRefusalIn('nl', 'toString')).toBe(visitRefusalTexts.other.nl);
  });
});

describe('the step of the first visit', () => {
  test.each([
    ['scheduled', 'unverified', false, 'device'], ['scheduled', 'unverified', true, 'identity'], ['identified', 'card', true, 'fingers'], ['identified', 'card', false, 'device'],
    // Who opens the door in a new session is identified anew.
    ['identified', 'unverified', true, 'identity'],
    ['captured', 'card', false, 'biza'], ['verified', 'card', false, 'order'], ['ordered', 'card', false, 'moment'], ['delivery-planned', 'card', false, 'done'], ['card-lost', 'card', false, 'order'],
    ['visit-missed', 'unverified', false, 'missed'], ['invited', 'unverified', false, 'nothing'], ['requested', 'unverified', true, 'nothing'],
  ] as const)('of a dossier that is %s, identity %s, with a session: %s, is %s', (state, identity, hasSession, step) => {
    expect(captureStep({ state, identity }, hasSession)).toBe(step);
  });

  test('of a dossier that has ended is none', () => {
    expect(new Set(finalStates.map((state) => captureStep({ state, identity: 'card' }, true)))).toEqual(new Set(['nothing']));
  });
});

describe('the step of the second visit', () => {
  const at = { by: 'official', code: 'none', activation: 'none' } as const;
  test.each([
    [{ ...at, state: 'card-ready' }, false, 'device'], [{ ...at, state: 'card-ready' }, true, 'identity'], [{ ...at, state: 'card-ready', by: 'bpost' }, true, 'bpost'],
    // Prepared, and chosen before the identity was verified: the identity comes first all the same.
    [{ ...at, state: 'card-ready', code: 'chosen' }, true, 'identity'],
    [{ ...at, state: 'handing-over' }, true, 'code'], [{ ...at, state: 'handing-over', code: 'failed' }, true, 'code'], [{ ...at, state: 'handing-over', code: 'chosen' }, false, 'device'],
    [{ ...at, state: 'handing-over', code: 'chosen' }, true, 'activate'], [{ ...at, state: 'handing-over', code: 'chosen', activation: 'confirming' }, true, 'activate'],
    [{ ...at, state: 'activated', code: 'chosen', activation: 'active' }, false, 'register'],
    // BiZa could not read the code of a card that works.
    [{ ...at, state: 'activated', code: 'failed', activation: 'active' }, false, 'device'], [{ ...at, state: 'activated', code: 'failed', activation: 'active' }, true, 'code'],
    [{ ...at, state: 'code-registered' }, false, 'close'], [{ ...at, state: 'procedure-closed' }, false, 'closing'], [{ ...at, state: 'closed' }, false, 'done'],
    [{ ...at, state: 'ordered' }, false, 'not-yet'], [{ ...at, state: 'delivery-failed' }, false, 'failed'], [{ ...at, state: 'undeliverable' }, false, 'counter'], [{ ...at, state: 'card-lost' }, false, 'lost'],
    [{ ...at, state: 'withdrawn' }, false, 'ended'],
  ] as const)('of %j, with a session: %s, is %s', (delivery, hasSession, step) => {
    expect(deliveryStep(delivery, hasSession)).toBe(step);
  });
});

describe('what the device does', () => {
  type Step = Session['progress'][number]['steps'][number];
  const none = { state: 'none', failure: null } as const;
  const session = (steps: readonly Omit<Step, 'number' | 'at'>[], pin: Partial<Session['pin']> = {}): Session => {
    const last = steps.at(-1);
    return {
      visit: '', dossier: '', device: '', purpose: 'capture', person: { holder: 'official', reference: '' }, open: true, expiresAt: 0,
      fingerprints: { ...none, tries: 0, fingers: [], sealed: null }, code: { ...none, sealed: null }, pin: { ...none, result: null, left: null, ...pin }, card: { read: null, at: null },
      progress: last ? [{ kind: 'fingerprints', number: steps.length, ...last, at: 0, steps: steps.map((step, index) => ({ number: index + 1, at: 0, ...step })) }] : [],
    };
  };
  const put = (finger: Step['finger']) => ({ step: 'put-finger', finger, quality: null } as const);
  const said = (steps: readonly Omit<Step, 'number' | 'at'>[]) => {
    const content = fingersSoFar(session(steps), ['left-index', 'right-index'], 'en');
    return (content instanceof Markup ? content : html`${content}`).written.replaceAll(/<li>/g, '- ').replaceAll(/<[^>]+>/g, '').trim().split('\n').map((line) => line.trim());
  };

  test('is said of each finger, with how good it was', () => {
    expect(said([put('left-index')])).toEqual(['- left index finger: put this finger on the reader', '- right index finger: later']);
    expect(said([put('left-index'), put('right-index'), { step: 'quality-low', finger: 'left-index', quality: 20 }, { step: 'finger-taken', finger: 'right-index', quality: 88 }])).toEqual([
      '- left index finger: not good enough, 20 out of 100', '- right index finger: ✓ taken well, 88 out of 100',
    ]);
    expect(said([{ step: 'quality-low', finger: 'left-index', quality: 20 }, { step: 'finger-taken', finger: 'right-index', quality: 88 }, put('left-index'), put('right-index')])).toEqual([
      '- left index finger: put it on the reader again: 20 out of 100 was too low', '- right index finger: put it on the reader again, together with the other finger',
    ]);
    expect(said([put('left-index'), { step: 'sealed', finger: null, quality: null }])).toEqual(['Taken and sealed for BiZa.']);
    expect(said([])).toEqual(['The device is being asked.']);
    expect(sayProgress(undefined, 'code', 'en')).toBe('The device is being asked.');
  });

  test.each([
    [{}, /^nothing$/], [{ state: 'requested' }, /types the PIN now/], [{ state: 'answered', result: 'verified', left: 3 }, /is right/], [{ state: 'answered', result: 'wrong', left: 2 }, /2 tries left/],
    [{ state: 'answered', result: 'wrong', left: 1 }, /1 try left/], [{ state: 'answered', result: 'wrong', left: null }, /^The PIN was wrong\.$/], [{ state: 'answered', result: 'blocked', left: 0 }, /is blocked/],
    [{ state: 'answered', result: 'time-out', left: 3 }, /too long/], [{ state: 'failed', failure: 'no-window' }, /typed no PIN/],
  ] as const)('of a PIN that is %j is said in words', (pin, words) => {
    expect(sayPin(session([], pin), 'en') ?? 'nothing').toMatch(words);
  });
});

describe('a step whose device does not answer', () => {
  const shown: Shown = { title: 'The visit', body: html`<p>once more</p>` };
  const path = (below: string) => below;
  const ctx: PageCtx = {
    municipality: { id: 'gent', nis: '44021', name: 'Gent', languages: ['nl'] }, language: 'nl', dossier: '', actor: 'official:els.peeters', may: () => true, path: { dossier: 'd' },
    query: new URLSearchParams(), now: () => 0, call: () => Promise.reject(new Error('nothing is called')), address: path, wholeAddress: path, wholeAddressWithoutLanguage: path, remembered: '', telephone: '',
    formFields: () => html``,
  };
  const send = async (act: () => Promise<undefined>) => {
    const read = deed('capture', 'read', () => async (_ctx, tried) => ({ ...shown, title: tried?.failure ?? '' }), z.object({}), act).read({});
    if ('error' in read) throw new Error('it was read');
    return read.submit(ctx);
  };
  const fails = (type: string, status: number) => () => Promise.reject(new Failure(type, { status, retry: 'safe', title: 'x' }));

  test('is said on the page, as a refusal', async () => {
    expect(await send(fails('devices.unavailable', 503))).toMatchObject({ status: 422, title: 'devices.unavailable' });
  });

  test('leaves what the house refused to the page, and what broke to the shell', async () => {
    await expect(send(fails('device-bridge.other-card', 409))).rejects.toMatchObject({ type: 'device-bridge.other-card' });
    await expect(send(fails('store.broken', 503))).rejects.toMatchObject({ type: 'store.broken' });
  });

  test('and one that was done leads back to the visit', async () => {
    expect(await send(async () => undefined)).toEqual({ goTo: '/visits/d/capture' });
  });
});
