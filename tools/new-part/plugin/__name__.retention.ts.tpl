import { defineRetention, retain } from '#services/kernel/retention.ts';
import { notes } from './__name__.store.ts';

export const __camel__Retention = [defineRetention({
  id: '__name__', what: 'Notes that were kept with a dossier',
  days: { usual: 365, least: 30, most: 3650 },
  source: { kind: 'own choice', toConfirm: true, text: 'They go with the dossier at the latest.' },
  tables: [retain(notes, { owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'end-of-dossier' } })],
})];
