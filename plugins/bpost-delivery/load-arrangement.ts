import type { Ctx } from '#services/kernel/context.ts';
import type { Reader } from '#services/kernel/tables.ts';
import type { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { arrangements, type Arrangement } from './bpost-delivery.store.ts';
import { certificateAt } from './judge-certificate.ts';
import { recordsOfEmployees } from './load-certificates.ts';
import { messagesOf } from './read-messages.ts';

/** The latest arrangement of a dossier with bpost, if there ever was one. */
export async function latestArrangement(reader: Reader, dossier: string): Promise<Arrangement | undefined> {
  const [latest] = await reader.find(arrangements, { dossier }, { by: [['round', 'desc']], limit: 1 });
  return latest;
}

/** @throws bpost-delivery.no-delivery */
export async function arrangementOf(reader: Reader, dossier: string): Promise<Arrangement> {
  const latest = await latestArrangement(reader, dossier);
  if (!latest) throw bpostDeliveryFailures['no-delivery']();
  return latest;
}

/** Does bpost still have to do something for this arrangement? */
export function isLive({ state }: Pick<Arrangement, 'state'>): boolean {
  return state === 'arranging' || state === 'announced';
}

/** Is the card with bpost? */
export function isWithBpost({ custody }: Pick<Arrangement, 'custody'>): boolean {
  return custody === 'courier' || custody === 'bpost-employee';
}

type ViewCtx = Pick<Ctx<typeof bpostDelivery>, 'config' | 'now'>;

export async function viewOf({ config, now }: ViewCtx, reader: Reader, { reference, dossier, state, start, end, custody, region }: Arrangement) {
  const told = await messagesOf(reader, reference);
  const employee = custody === 'bpost-employee' ? told.findLast(({ event, held }) => event === 'card-received' && held === null)?.employee ?? null : null;
  const records = employee === null ? undefined : await recordsOfEmployees(reader, config.employees, [employee]);
  return {
    dossier, reference, moment: { start, end }, state, custody, region,
    carrier: employee === null || !records ? null : { employee, certified: certificateAt(records, employee, now()) !== undefined },
    messages: told.map(({ event, at, sequence, employee: by, reason, held }) => ({ event, at, sequence, employee: by, reason, held: held !== null, why: held })),
  };
}
