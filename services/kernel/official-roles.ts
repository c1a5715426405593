/** Roles that people at the municipality hold, as its login service tells them. What each of them may do stands in services/identity/roles.ts. */
export const officialRoles = ['clerk', 'official', 'head-of-service', 'council', 'administrator', 'data-protection'] as const;
export type OfficialRole = (typeof officialRoles)[number];

export function isOfficialRole(name: string): name is OfficialRole {
  return officialRoles.some((role) => role === name);
}
