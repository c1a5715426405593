import { definePlugin } from '#services/kernel/plugin.ts';
import { catchUp } from './catch-up.ts';
import { exportFigures } from './export-figures.ts';
import { followDossier } from './follow-dossier.ts';
import { followComplaint, followCounter, followJudgement } from './follow-facts.ts';
import { indicators } from './indicators.contract.ts';
import { indicatorsRetention } from './indicators.retention.ts';
import { indicatorTables } from './indicators.store.ts';
import { listBehind } from './list-behind.ts';
import { listFigures } from './list-figures.ts';
import { listOfficials } from './list-officials.ts';
import { indicators001 } from './migrations/001-measured.ts';
import { indicators002 } from './migrations/002-filed.ts';
import { rebuildFigures } from './rebuild-figures.ts';
import { indicatorPages } from './screens/all-indicator-pages.ts';
import { showFigure } from './show-figure.ts';
import { tellFigures } from './tell-figures.ts';
import { verifyFigures } from './verify-figures.ts';

export const indicatorsPlugin = definePlugin(indicators, {
  actions: { list: listFigures, show: showFigure, officials: listOfficials, dossiers: listBehind, export: exportFigures, verify: verifyFigures, rebuild: rebuildFigures },
  listens: {
    'journey.opened': followDossier, 'journey.moved': followDossier,
    'complaints.filed': followComplaint, 'complaints.judged': followJudgement, 'invitation.renewedAtCounter': followCounter,
  },
  routes: [
    { method: 'GET', path: '/indicators', action: 'indicators.list' },
    { method: 'GET', path: '/indicators/{indicator}', action: 'indicators.show' },
    { method: 'GET', path: '/indicators/{indicator}/dossiers', action: 'indicators.dossiers' },
    { method: 'GET', path: '/indicator-officials', action: 'indicators.officials' },
    { method: 'GET', path: '/indicator-exports', action: 'indicators.export' },
    { method: 'POST', path: '/indicator-checks', action: 'indicators.verify' },
    { method: 'POST', path: '/indicator-rebuilds', action: 'indicators.rebuild' },
  ],
  pages: indicatorPages,
  jobs: [{ id: 'catch-up', schedule: { daily: '03:15' }, run: catchUp }],
  figures: { standing: tellFigures },
  tables: indicatorTables,
  migrations: [indicators001, indicators002],
  retention: indicatorsRetention,
});
