import type { Finding } from '#services/kernel/connector.ts';

const day = 86_400_000;
/** From then on an administrator is warned: a partner has to issue the next one. */
const warnDays = 30;

/** Until when a certificate holds, in one sentence for `connector:check`. `validTo` and `now`: epoch milliseconds UTC. */
export function judgeExpiry(whose: string, validTo: number, now: number): Finding {
  const until = new Date(validTo).toISOString().slice(0, 10);
  const left = Math.floor((validTo - now) / day);
  if (left < 0) return { what: 'certificate', ok: false, until: validTo, says: `${whose} expired on ${until}: nothing works until it is renewed.` };
  return { what: 'certificate', ok: left >= warnDays, until: validTo, says: left < warnDays ? `${whose} is valid for ${left} more days, until ${until}: renew it now.` : `${whose} is valid until ${until}.` };
}
