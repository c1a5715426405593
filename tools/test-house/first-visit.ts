import type { z } from 'zod';
import type { captureView } from '#plugins/biometrics/biometrics.contract.ts';
import { history } from '#services/journey/dossier.store.ts';
import { sealedEnvelopes } from '#services/vault/sealed.store.ts';
import { as, type TestHouse } from './open-test-house.ts';
import { aDevice, aScheduledVisit, type ScheduledVisit } from './schedule-visit.ts';

type View = z.output<typeof captureView>;
export interface Visit extends ScheduledVisit { readonly device: string }
interface BizaOrder { readonly dossier: string; readonly order: string; readonly cardNumber: string; readonly expectedOn: string }
export type Prints = readonly (readonly [View['nextFingers'][number], number])[];

export const els = as('official', 'els.peeters');
export const administrator = as('administrator');
export const good: Prints = [['left-index', 90], ['right-index', 88]];

/** What an official does at the door on the first visit, and what is looked at after it. */
export function firstVisitSteps(t: () => TestHouse) {
  const reader = () => t().house.engine.store.reader('gent');
  const act = (action: string, { dossier }: ScheduledVisit, input: object = {}, by = els) => t().call<View>(`biometrics.${action}`, { dossier, ...input }, by);
  const show = (visit: ScheduledVisit) => act('show', visit);
  const envelopesOf = ({ dossier }: ScheduledVisit) => reader().count(sealedEnvelopes, { dossier });
  const fault = (port: string, operation: string, kind: string, times = 1) => t().pull(port, 'fault', { operation, kind, times, ms: 200 });
  const movesOf = async ({ dossier }: ScheduledVisit) => (await reader().find(history, { dossier }, { by: [['sequence', 'asc']] })).map(({ move }) => move);

  async function insertCard({ device, citizen }: Visit, overrides: object = {}): Promise<void> {
    const { cardNumber, insz, expiresOn } = citizen;
    await t().pull('devices', 'insert-card', { device, card: { cardNumber, insz, lastName: 'Persoon', firstNames: 'Test', validUntil: expiresOn, activated: true, photo: null, ...overrides } });
  }

  /** A visit that has begun; the citizen's card is in the reader. */
  async function aVisit(overrides: Parameters<typeof aScheduledVisit>[1] = {}): Promise<Visit> {
    const visit = { ...await aScheduledVisit(t(), overrides), device: await aDevice(t()) };
    await insertCard(visit);
    await act('startVisit', visit, { device: visit.device });
    return visit;
  }
  async function anIdentifiedVisit(overrides: Parameters<typeof aScheduledVisit>[1] = {}): Promise<Visit> {
    const visit = await aVisit(overrides);
    await act('identify', visit);
    return visit;
  }
  async function putFingers(visit: Visit, prints: Prints, unusable: readonly string[] = []): Promise<View> {
    await act('capture', visit, { unusable });
    await t().idle();
    await t().pull('devices', 'put-fingers', { device: visit.device, fingers: prints.map(([finger, quality]) => ({ finger, quality })) });
    await t().idle();
    return show(visit);
  }
  async function aVerifiedVisit(overrides: Parameters<typeof aScheduledVisit>[1] = {}): Promise<Visit> {
    const visit = await anIdentifiedVisit(overrides);
    await putFingers(visit, good);
    return visit;
  }
  async function ordersOf({ dossier }: ScheduledVisit): Promise<BizaOrder[]> {
    return (await t().pull<{ orders: BizaOrder[] }>('biza', 'orders')).orders.filter((order) => order.dossier === dossier);
  }
  async function stuckOf({ dossier }: ScheduledVisit): Promise<{ item: string; name: string; failure: string }[]> {
    return (await t().call<{ exceptions: { item: string; name: string; failure: string }[] }>('exceptions.list', { dossier }, administrator)).exceptions;
  }
  async function replay(visit: ScheduledVisit): Promise<void> {
    await t().call('exceptions.replay', { items: (await stuckOf(visit)).map(({ item }) => item), why: 'looked-at' }, administrator);
    await t().idle();
  }

  return { reader, act, show, envelopesOf, fault, movesOf, insertCard, aVisit, anIdentifiedVisit, putFingers, aVerifiedVisit, ordersOf, stuckOf, replay };
}
