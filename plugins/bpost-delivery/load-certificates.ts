import type { z } from 'zod';
import type { Reader } from '#services/kernel/tables.ts';
import type { Where } from '#services/kernel/table.ts';
import type { bpostDelivery } from './bpost-delivery.contract.ts';
import { certifications, type Notice } from './bpost-delivery.store.ts';
import type { Certificate, Records, Withdrawal } from './judge-certificate.ts';

type Employees = z.output<(typeof bpostDelivery)['config']>['employees'];

/** All that says who may handle eIDs: what was recorded here or told by bpost, and the settings, which a withdrawal takes away alike. */
export async function recordsOf(reader: Reader, settings: Employees, where: Where<typeof certifications> = {}): Promise<Records> {
  const notices = await reader.find(certifications, where);
  return {
    certificates: [...notices.flatMap(certificateIn), ...settings.filter(({ withdrawn }) => !withdrawn).map(certificateOfSetting)],
    withdrawals: notices.filter(({ event }) => event === 'withdrawn').map(withdrawalIn),
  };
}

/** The same of some employees; names that are no reference of an employee are in no record. */
export function recordsOfEmployees(reader: Reader, settings: Employees, employees: readonly string[]): Promise<Records> {
  const known = [...new Set(employees)].filter((employee) => employee.length <= longestReference);
  return recordsOf(reader, settings, { employee: { in: known } });
}

const longestReference = 20;

export function certificateIn({ event, employee, firstDay, lastDay, sequence, decidedAt, recordedAt }: Notice): Certificate[] {
  if (event !== 'certified' || firstDay === null || lastDay === null) return [];
  return [{ employee, firstDay, lastDay, from: sequence === null ? 'official' : 'bpost', decidedAt, recordedAt, sequence }];
}

function certificateOfSetting({ employee, certifiedFrom, certifiedUntil }: Employees[number]): Certificate {
  return { employee, firstDay: certifiedFrom, lastDay: certifiedUntil, from: 'setting', decidedAt: null, recordedAt: null, sequence: null };
}

export function withdrawalIn({ employee, decidedAt, recordedAt, sequence }: Notice): Withdrawal {
  return { employee, decidedAt, recordedAt, sequence };
}
