import { municipalities } from '#config/municipalities.ts';
import { addDays } from '#services/belgium/day.ts';
import { appointments } from '#plugins/appointments/appointments.contract.ts';
import { bpostDelivery } from '#plugins/bpost-delivery/bpost-delivery.contract.ts';
import { demoPersons } from './demo-persons.ts';

export type Pull = (port: string, lever: string, input: unknown) => Promise<unknown>;

/** Fills the sandboxes of one municipality. What is known already stays as it is, so that a second load undoes nothing. */
export async function loadDemoPopulation(pull: Pull, { nis, day }: { readonly nis: string; readonly day: string }): Promise<void> {
  const definition = municipalities.find((candidate) => candidate.nis.some(({ code }) => code === nis));
  if (!definition) return;
  const settings = (id: string): unknown => definition.plugins.find(({ contract }) => contract.id === id)?.settings ?? {};
  const { officials } = appointments.config.parse(settings('appointments'));
  const { employees } = bpostDelivery.config.parse(settings('bpost-delivery'));
  const postcodes = [...new Set(officials.flatMap((official) => official.postcodes))];

  for (const person of demoPersons({ nis, city: definition.name.replace(/^(Stad|Gemeente) /, ''), postcodes }, day)) {
    const { insz, firstName, lastName } = person.citizen;
    await pull('eid-tool', 'put-card', { card: person.card, keep: true });
    await pull('crm', 'put-citizen', { citizen: person.citizen, keep: true });
    await pull('biza', 'put-person', { insz, firstNames: [firstName], lastName, birthDate: person.birthDay, deceased: !person.citizen.reachable, nisCode: nis });
    if (person.recognition) await pull('disability-register', 'put-recognition', { insz, ...person.recognition });
  }

  await pull('devices', 'connect', { device: 'tablet-1', title: 'Tablet 1' });
  const holders = [
    ['municipality', nis], ['device', 'tablet-1'], ...officials.map(({ official }) => ['official', official]), ...employees.map(({ employee }) => ['bpost-employee', employee]),
  ];
  for (const [holder, reference] of holders) {
    for (const act of holder === 'bpost-employee' ? ['activate-card'] : ['capture-biometrics', 'activate-card']) {
      await pull('biza', 'put-authorisation', { holder, reference, act, validFrom: '2026-01-01', validUntil: addDays(day, 365) });
    }
  }
}
