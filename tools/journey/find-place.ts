import { appointments } from '#plugins/appointments/appointments.contract.ts';
import { bpostDelivery } from '#plugins/bpost-delivery/bpost-delivery.contract.ts';
import { payment } from '#plugins/payment/payment.contract.ts';
import { municipalities } from '#config/municipalities.ts';
import type { Contract } from '#services/kernel/contract.ts';
import type { z } from 'zod';
import type { Place } from './drive-journey.ts';

/** Who and where: read from the configuration, as somebody who works there would know it. */
export function placeOf(nis: string): (Place & { readonly name: string; readonly fees: z.output<typeof payment.config>['fees'] }) | undefined {
  const definition = municipalities.find((candidate) => candidate.nis.some(({ code }) => code === nis));
  if (!definition) return undefined;
  const settings = (contract: Contract): unknown => definition.plugins.find((plugin) => plugin.contract.id === contract.id)?.settings ?? {};
  const { officials } = appointments.config.parse(settings(appointments));
  return {
    name: definition.name,
    city: definition.name.replace(/^(Stad|Gemeente) /, ''),
    postcode: officials[0]?.postcodes[0] ?? '1000',
    officials: officials.map(({ official }) => official),
    employee: bpostDelivery.config.parse(settings(bpostDelivery)).employees[0]?.employee,
    fees: payment.config.parse(settings(payment)).fees,
  };
}
