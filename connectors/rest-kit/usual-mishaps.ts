import type { Mishap } from './mishaps.ts';

/** What the house may do next at a service whose every write carries a key: what leaves open whether it acted is asked again under the same one. A connector with other words or other risks has a table of its own. */
export const usualMishaps = {
  'not-sent': { read: 'unavailable', write: 'unavailable' },
  busy: { read: 'unavailable', write: 'unavailable' },
  lost: { read: 'unavailable', write: 'no-answer' },
  'unusable-key': { read: 'credentials-refused', write: 'credentials-refused' },
  'not-let-in': { read: 'credentials-refused', write: 'credentials-refused' },
  'not-taken': { read: 'not-understood', write: 'not-understood' },
  'not-understood': { read: 'unreadable', write: 'unclear' },
} as const satisfies Readonly<Record<Mishap, { readonly read: string; readonly write: string }>>;
