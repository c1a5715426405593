import { definePlugin } from '#services/kernel/plugin.ts';
import { changeMoment } from './change-moment.ts';
import { enterWithCode } from './enter-with-code.ts';
import { finishLogin } from './finish-login.ts';
import { requests001 } from './migrations/001-requests.ts';
import { openForCitizen } from './open-for-citizen.ts';
import { referToCounter } from './refer-to-counter.ts';
import { request } from './request.contract.ts';
import { requestRetention } from './request.retention.ts';
import { requestTables } from './request.store.ts';
import { requestPages } from './screens/all-pages.ts';
import { showCitizen } from './show-citizen.ts';
import { showOverview } from './show-overview.ts';
import { showStatus } from './show-status.ts';
import { startLogin } from './start-login.ts';
import { submitRequest } from './submit-request.ts';
import { withdrawRequest } from './withdraw-request.ts';

export const requestPlugin = definePlugin(request, {
  actions: {
    enter: enterWithCode, startLogin, finishLogin, openFor: openForCitizen, overview: showOverview, citizen: showCitizen, submit: submitRequest, status: showStatus,
    changeMoment, withdraw: withdrawRequest, refer: referToCounter,
  },
  routes: [
    { method: 'POST', path: '/enter', action: 'request.enter', forStrangers: true },
    { method: 'POST', path: '/logins', action: 'request.startLogin', forStrangers: true },
    { method: 'POST', path: '/logins/{login}/finish', action: 'request.finishLogin', forStrangers: true },
    { method: 'POST', path: '/dossiers', action: 'request.openFor' },
    { method: 'GET', path: '/dossiers/{dossier}/overview', action: 'request.overview' },
    { method: 'GET', path: '/dossiers/{dossier}/citizen', action: 'request.citizen' },
    { method: 'POST', path: '/dossiers/{dossier}/request', action: 'request.submit' },
    { method: 'GET', path: '/dossiers/{dossier}/status', action: 'request.status' },
    { method: 'POST', path: '/dossiers/{dossier}/moment', action: 'request.changeMoment' },
    { method: 'POST', path: '/dossiers/{dossier}/withdraw', action: 'request.withdraw' },
    { method: 'POST', path: '/dossiers/{dossier}/refer', action: 'request.refer' },
  ],
  pages: requestPages,
  tables: requestTables,
  migrations: [requests001],
  retention: requestRetention,
});
