import { defineRetention, retain } from '#services/kernel/retention.ts';
import { clocks } from './business-clock.ts';

export const tenancyRetention = [defineRetention({
  id: 'clocks', what: 'How far a sandbox has moved its clock',
  source: { kind: 'own choice', toConfirm: false, text: 'State of the machinery.' },
  tables: [retain(clocks, { owner: { by: 'nobody', why: 'State of the machinery.' }, counted: { from: 'never', why: 'One row.' } })],
})];
