import { definePlugin } from '#services/kernel/plugin.ts';
import { authorisations } from './authorisations.contract.ts';
import { authorisationsRetention } from './authorisations.retention.ts';
import { authorisationTables } from './authorisations.store.ts';
import { demandAuthorisation } from './demand-authorisation.ts';
import { listAuthorisations } from './list-authorisations.ts';
import { authorisations001 } from './migrations/001-records.ts';
import { authorisations002 } from './migrations/002-days.ts';
import { recordAgreement } from './record-agreement.ts';
import { refreshAuthorisations, refreshByNight } from './refresh-authorisations.ts';
import { availabilityFigure, showAvailability } from './show-availability.ts';

export const authorisationsPlugin = definePlugin(authorisations, {
  actions: { demand: demandAuthorisation, list: listAuthorisations, availability: showAvailability, recordAgreement, refresh: refreshAuthorisations },
  routes: [
    { method: 'GET', path: '/authorisations', action: 'authorisations.list' },
    { method: 'GET', path: '/authorisations/availability', action: 'authorisations.availability' },
    { method: 'POST', path: '/authorisations/agreements', action: 'authorisations.recordAgreement' },
    { method: 'POST', path: '/authorisations/refresh', action: 'authorisations.refresh' },
  ],
  jobs: [{ id: 'refresh', schedule: { daily: '04:30' }, run: refreshByNight }],
  figures: { availability: availabilityFigure },
  tables: authorisationTables,
  migrations: [authorisations001, authorisations002],
  retention: authorisationsRetention,
});
