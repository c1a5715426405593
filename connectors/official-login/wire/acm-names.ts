/** What ACM/IDM tells beside the roles. Organisation and target group stay unread: a role says for itself where it holds. */
export const acmClaims = { official: 'vo_id' } as const;
export const acmScopes = { official: 'vo' } as const;

/** One entitlement: `Medewerker:OVO002949`, a role and the code of the organisation in which it is held. */
export const writeEntitlement = ({ role, organisation }: { readonly role: string; readonly organisation: string }): string => `${role}:${organisation}`;

/** The code is what follows the last colon; what does not look like it gives no role. */
export function readEntitlement(text: string): { readonly role: string; readonly organisation: string } | undefined {
  const found = /^(?<role>.{1,100}):(?<organisation>[^:\s]{1,60})$/.exec(text)?.groups;
  return found && { role: found['role'] ?? '', organisation: found['organisation'] ?? '' };
}
