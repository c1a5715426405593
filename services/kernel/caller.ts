/** Who is calling. Made from a verified credential at the border, or by the house itself for jobs and events; never from a body. */
export interface Caller {
  readonly kind: 'citizen' | 'official' | 'system' | 'house';
  /** Reference that goes into history and audit: `official:els.peeters`, `system:website`, `citizen`, `job:expiry-check`. Never a name or number. */
  readonly actor: string;
  /** Internal id of the municipality that the credential belongs to. */
  readonly municipality: string;
  /** `invitation:send`, or `invitation:*`. */
  readonly scopes: readonly string[];
  /** The one dossier that a citizen's credential opens. */
  readonly dossier?: string;
  /** Of whoever showed a bearer token: what is ended when its bearer goes out. */
  readonly session?: Session;
  /** The plugin through which the call comes, when it does not come from the border. */
  readonly via?: string;
}

/** Instants in epoch milliseconds UTC, by the real clock. */
export interface Session {
  /** Names the token, and lets nobody in: SHA-256, base64url. */
  readonly id: string;
  readonly issuedAt: number;
  readonly until: number;
}

/** Does one of the granted scopes cover the needed one? */
export function covers(granted: readonly string[], needed: string): boolean {
  const [area] = needed.split(':');
  return granted.includes(needed) || granted.includes(`${area}:*`);
}
