import type { OfficialRole } from '#services/kernel/official-roles.ts';

/** What each kind of credential may do. A scope `area:*` covers all of its area. */
export const roles = {
  /** The municipality's website, on behalf of a citizen who has not shown who he or she is yet. */
  website: ['request:enter', 'sign-in:begin', 'identity:leave'],
  citizen: ['request:read', 'request:submit', 'appointments:offer', 'appointments:read', 'payment:read', 'payment:begin', 'delivery:plan', 'delivery:read', 'complaints:file', 'complaints:follow', 'identity:leave'],
  clerk: [
    'journey:*', 'request:open', 'request:read', 'request:submit', 'request:refer', 'appointments:*', 'payment:*', 'communication:*', 'invitation:send',
    'delivery:plan', 'delivery:read', 'delivery:receive', 'biometrics:read', 'bpost-delivery:read', 'exceptions:read', 'exceptions:decide', 'complaints:*', 'outreach:read', 'outreach:open', 'identity:leave',
  ],
  /** The mobile official: what a clerk does, and the visits. */
  official: [
    'journey:*', 'request:open', 'request:read', 'request:submit', 'request:refer', 'appointments:*', 'payment:*', 'communication:*', 'invitation:send',
    'biometrics:visit', 'biometrics:read', 'device-bridge:read', 'device-bridge:visit', 'delivery:*', 'bpost-delivery:*', 'authorisations:read', 'authorisations:availability', 'exceptions:read', 'exceptions:decide', 'complaints:*', 'indicators:read', 'indicators:dossiers', 'outreach:read', 'outreach:open', 'identity:leave',
  ],
  /** Who leads the service, and sees what each official took (decision 64). Who works on dossiers too is an official beside it. */
  'head-of-service': ['indicators:read', 'indicators:dossiers', 'indicators:colleagues', 'authorisations:read', 'authorisations:availability', 'journey:list', 'journey:read', 'identity:leave'],
  /** Mayor, aldermen and councillors: whether the service reaches its targets. No dossiers, and nobody's work. */
  council: ['indicators:read', 'authorisations:availability', 'identity:leave'],
  administrator: ['administration:*', 'identity:leave', 'identity:end', 'agents:invite', 'agents:read', 'agents:revoke', 'exceptions:*', 'outbox:*', 'authorisations:*', 'audit:*', 'invitation:*', 'indicators:read', 'indicators:dossiers', 'indicators:keep', 'journey:list', 'journey:read', 'payment:reconcile', 'payment:refund', 'retention:*', 'outreach:read', 'outreach:gather'],
  /** The data protection officer: how long things are kept, what one person may ask, and who looked at what. */
  'data-protection': ['retention:*', 'audit:*', 'identity:leave'],
  /** bpost's own systems: the steps of a delivery by a certified employee. */
  bpost: ['delivery:visit', 'delivery:read', 'bpost-delivery:read', 'device-bridge:visit', 'identity:leave'],
} as const satisfies Readonly<Record<OfficialRole | 'website' | 'citizen' | 'bpost', readonly string[]>>;
export type Role = keyof typeof roles;

export function scopesOf(names: readonly string[]): string[] {
  return [...new Set(names.flatMap((name): readonly string[] => (Object.hasOwn(roles, name) ? roles[name as Role] : [])))];
}
