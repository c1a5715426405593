import type { Reader } from '#services/kernel/tables.ts';
import { certifications } from './bpost-delivery.store.ts';

/** The reference under which somebody of bpost is known here, however it is spelt this time (`BP1001`): a withdrawal must find the certificates that it takes away. */
export async function knownReference(reader: Reader, settings: readonly { readonly employee: string }[], employee: string): Promise<string> {
  const known = [...(await reader.countBy(certifications, {}, 'employee')).keys(), ...settings.map((one) => one.employee)];
  return known.includes(employee) ? employee : known.find((one) => lettersOf(one) === lettersOf(employee)) ?? employee;
}

function lettersOf(reference: string): string {
  return reference.replace('-', '').toLowerCase();
}
