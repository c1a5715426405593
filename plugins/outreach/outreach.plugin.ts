import { definePlugin } from '#services/kernel/plugin.ts';
import { countCitizens } from './count-citizens.ts';
import { followCalled, followMoved, followOpened, followTelling } from './follow-dossier.ts';
import { gatherByNight, gatherCitizens } from './gather-citizens.ts';
import { listCitizens } from './list-citizens.ts';
import { outreach001 } from './migrations/001-citizens.ts';
import { outreach } from './outreach.contract.ts';
import { outreachRetention } from './outreach.retention.ts';
import { outreachTables } from './outreach.store.ts';
import { showCitizen } from './show-citizen.ts';

export const outreachPlugin = definePlugin(outreach, {
  actions: { list: listCitizens, counts: countCitizens, show: showCitizen, gather: gatherCitizens },
  listens: {
    'journey.opened': followOpened, 'journey.moved': followMoved,
    'communication.sent': followTelling, 'communication.failed': followTelling, 'communication.unreachable': followTelling, 'communication.called': followCalled,
  },
  routes: [
    { method: 'GET', path: '/outreach', action: 'outreach.list' },
    { method: 'GET', path: '/outreach/counts', action: 'outreach.counts' },
    { method: 'POST', path: '/outreach/gatherings', action: 'outreach.gather' },
  ],
  // After the daily check, so that who comes into the window has a dossier already.
  jobs: [{ id: 'gather', schedule: { daily: '05:45' }, run: gatherByNight }],
  tables: outreachTables,
  migrations: [outreach001],
  retention: outreachRetention,
});
