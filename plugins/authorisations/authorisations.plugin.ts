import { definePlugin } from '#services/kernel/plugin.ts';
import { authorisations } from './authorisations.contract.ts';
import { authorisationsRetention } from './authorisations.retention.ts';
import { authorisationTables } from './authorisations.store.ts';
import { demandAuthorisation } from './demand-authorisation.ts';
import { listAuthorisations } from './list-authorisations.ts';
import { authorisations001 } from './migrations/001-records.ts';
import { refreshAuthorisations, refreshWatched } from './refresh-authorisations.ts';

export const authorisationsPlugin = definePlugin(authorisations, {
  actions: { demand: demandAuthorisation, list: listAuthorisations, refresh: refreshAuthorisations },
  routes: [
    { method: 'GET', path: '/authorisations', action: 'authorisations.list' },
    { method: 'POST', path: '/authorisations/refresh', action: 'authorisations.refresh' },
  ],
  jobs: [{ id: 'refresh', schedule: { daily: '04:30' }, run: async (ctx) => { await refreshWatched(ctx); } }],
  tables: authorisationTables,
  migrations: [authorisations001],
  retention: authorisationsRetention,
});
