import { defineRetention, retain } from '#services/kernel/retention.ts';
import { signIns } from './sign-in.store.ts';

export const signInRetention = [defineRetention({
  id: 'official-sign-ins', what: 'Sign-ins of officials under way',
  days: { usual: 1, least: 1, most: 30 },
  source: { kind: 'own choice', toConfirm: false, text: 'Of no use once the sign-in has run out.' },
  tables: [retain(signIns, { owner: { by: 'nobody', why: 'Random values that must match when somebody comes back: nobody is known yet.' }, counted: { from: 'column', column: 'expiresAt', clock: 'business' } })],
})];
