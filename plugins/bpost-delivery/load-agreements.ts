import type { z } from 'zod';
import type { Row } from '#services/kernel/table.ts';
import type { Reader } from '#services/kernel/tables.ts';
import type { bpostDelivery } from './bpost-delivery.contract.ts';
import { agreements } from './bpost-delivery.store.ts';
import type { Agreement } from './find-agreement.ts';

type Settings = z.output<(typeof bpostDelivery)['config']>['agreements'];

/** Every agreement with bpost: the recorded ones, and the settings of who has not recorded any yet. A municipality has a handful. */
export async function agreementsOf(reader: Reader, settings: Settings): Promise<Agreement[]> {
  const recorded = await reader.find(agreements, {}, { by: [['firstDay', 'asc']] });
  return [...recorded.map(agreementIn), ...settings.map(agreementOfSetting)];
}

export function agreementIn({ id, region, postcodes, firstDay, lastDay, withdrawnOn, leadDays, promisedDays, capacity, capacityPer }: Row<typeof agreements>): Agreement {
  return {
    agreement: id, region, postcodes: postcodes.split(' '), from: firstDay, until: lastDay, withdrawnOn, leadDays, promisedDays,
    capacity: capacity === null || capacityPer === null ? null : { deliveries: capacity, per: capacityPer },
  };
}

function agreementOfSetting({ region, postcodes, from, until, leadDays }: Settings[number]): Agreement {
  return { agreement: null, region, postcodes, from, until, withdrawnOn: null, leadDays, promisedDays: null, capacity: null };
}
