import type { z } from 'zod';
import { addDays, daysBetween } from '#services/belgium/day.ts';
import { handle } from '#services/kernel/plugin.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { certifications, type Notice } from './bpost-delivery.store.ts';
import { certificateAt, endedAt, type Certificate, type Records } from './judge-certificate.ts';
import { certificateIn, recordsOf } from './load-certificates.ts';
import type { certificateStanding, employeeView } from './partnership.contract.ts';

type Standing = z.output<typeof certificateStanding>;
type View = z.output<typeof employeeView>;
/** So long before its end bpost is asked for the next certificate. */
const soonDays = 60;

export const listEmployees = handle(bpostDelivery, 'employees', async ({ store, config, now, today }) => {
  const [records, notices] = await Promise.all([recordsOf(store, config.employees), store.find(certifications, {}, { by: [['recordedAt', 'asc']] })]);
  const known = [...new Set([...notices, ...config.employees].map(({ employee }) => employee))];
  const views = known.map((employee) => viewOfEmployee(employee, records, notices.filter((one) => one.employee === employee), { now: now(), today: today() }));
  const order: readonly Standing[] = ['ends-soon', 'valid', 'to-come', 'withdrawn', 'ended'];
  return { employees: views.toSorted((one, other) => order.indexOf(one.standing) - order.indexOf(other.standing) || (one.validUntil ?? '').localeCompare(other.validUntil ?? '') || one.employee.localeCompare(other.employee)) };
});

function viewOfEmployee(employee: string, records: Records, notices: readonly Notice[], at: { readonly now: number; readonly today: string }): View {
  const own = records.certificates.filter((one) => one.employee === employee);
  const fromNotices = notices.flatMap((notice) => certificateIn(notice).map((certificate) => ({ certificate, notice })));
  const all: readonly { readonly certificate: Certificate; readonly notice?: Notice }[] = [...fromNotices, ...own.filter(({ from }) => from === 'setting').map((certificate) => ({ certificate }))];
  return {
    employee, ...standingOf(employee, records, at),
    certificates: all.map(({ certificate, notice }) => {
      const struck = endedAt(certificate, records.withdrawals);
      return {
        validFrom: certificate.firstDay, validUntil: certificate.lastDay, from: certificate.from, withdrawnAt: Number.isFinite(struck) ? struck : null, recordedAt: certificate.recordedAt, recordedBy: notice?.recordedBy ?? null,
        training: notice?.said?.training ?? null, trainedOn: notice?.said?.trainedOn ?? null, evidence: notice?.said?.evidence ?? null,
      };
    }).toSorted((one, other) => other.validUntil.localeCompare(one.validUntil)),
    withdrawals: notices.filter(({ event }) => event === 'withdrawn').map(({ decidedAt, recordedAt, recordedBy, reason }) => ({ at: Math.min(decidedAt, recordedAt), by: recordedBy, reason })),
  };
}

/** Where an employee stands today, and until when he or she may go on, with the certificates that follow on one another. */
export function standingOf(employee: string, records: Records, { now, today }: { readonly now: number; readonly today: string }): { readonly standing: Standing; readonly validUntil: string | null } {
  const own = records.certificates.filter((one) => one.employee === employee);
  const left = own.filter((one) => endedAt(one, records.withdrawals) > now);
  const present = certificateAt(records, employee, now);
  if (present) {
    const validUntil = lastDayOf(present, left);
    return { standing: daysBetween(today, validUntil) <= soonDays ? 'ends-soon' : 'valid', validUntil };
  }
  if (left.some(({ firstDay }) => firstDay > today)) return { standing: 'to-come', validUntil: null };
  const latest = own.toSorted((one, other) => other.lastDay.localeCompare(one.lastDay))[0];
  return { standing: latest !== undefined && latest.lastDay < today && left.includes(latest) ? 'ended' : 'withdrawn', validUntil: null };
}

function lastDayOf(present: Certificate, left: readonly Certificate[]): string {
  const next = left.filter(({ firstDay, lastDay }) => firstDay <= addDays(present.lastDay, 1) && lastDay > present.lastDay).toSorted((one, other) => other.lastDay.localeCompare(one.lastDay))[0];
  return next ? lastDayOf(next, left) : present.lastDay;
}
