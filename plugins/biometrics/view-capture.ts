import type { z } from 'zod';
import type { Reader } from '#services/kernel/tables.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import type { biometrics, captureView } from './biometrics.contract.ts';
import { captures, orders, type Order } from './biometrics.store.ts';
import { isHeld, latestOrder, nothingYet } from './load-capture.ts';
import { nextFingers } from './next-fingers.ts';

type Settings = z.output<(typeof biometrics)['config']>;

export async function viewOf(reader: Reader, { triesPerFinger }: Settings, dossier: string): Promise<z.input<typeof captureView>> {
  const { state } = await dossierOf(reader, dossier);
  const capture = await reader.first(captures, { dossier }) ?? { visit: null, identity: 'unverified' as const, ...nothingYet };
  const latest = await latestOrder(reader, dossier);
  const { visit, identity, outcome, tries, asked, failure, registration, rejection, personal } = capture;
  return {
    dossier, state, visit, identity, outcome, fingers: personal.fingers, tries, held: isHeld(capture), asked, failure,
    nextFingers: state === 'identified' ? nextFingers(personal, triesPerFinger) : [],
    registration, rejection,
    order: orderViewOf(await standing(reader, dossier)), ordering: latest?.state ?? 'none',
    exception: latest?.exception ?? capture.exception,
  };
}

/** The card that counts: the last one that BiZa took the order of. */
export async function standing(reader: Reader, dossier: string): Promise<Order | undefined> {
  const [order] = await reader.find(orders, { dossier, state: 'ordered' }, { by: [['number', 'desc']], limit: 1 });
  return order;
}

function orderViewOf(order: Order | undefined) {
  if (!order || order.order === null || order.expectedOn === null) return null;
  return { order: order.order, procedure: order.procedure, expectedOn: order.expectedOn };
}
