import { defineRetention, retain } from '#services/kernel/retention.ts';
import { clocks } from './business-clock.ts';
import { settingChanges, settingHeads } from './settings.store.ts';

export const tenancyRetention = [defineRetention({
  id: 'clocks', what: 'How far a sandbox has moved its clock',
  source: { kind: 'own choice', toConfirm: false, text: 'State of the machinery.' },
  tables: [retain(clocks, { owner: { by: 'nobody', why: 'State of the machinery.' }, counted: { from: 'never', why: 'One row.' } })],
}), defineRetention({
  id: 'settings', what: 'What administrators changed in the settings of their municipality',
  source: { kind: 'own choice', toConfirm: false, text: 'Which settings held when, and who made them so, belongs to the account that a municipality gives of its decisions. Administrators stand in it by a reference.' },
  tables: [
    retain(settingChanges, { owner: { by: 'nobody', why: 'Settings of a municipality.' }, counted: { from: 'never', why: 'Each version may be needed to go back to, and to tell what held.' } }),
    retain(settingHeads, { owner: { by: 'nobody', why: 'State of the machinery.' }, counted: { from: 'never', why: 'One row.' } }),
  ],
})];
