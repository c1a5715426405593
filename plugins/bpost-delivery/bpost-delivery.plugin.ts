import { definePlugin } from '#services/kernel/plugin.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey } from '#services/journey/journey.states.ts';
import { arrangeDelivery } from './arrange-delivery.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryRetention } from './bpost-delivery.retention.ts';
import { bpostDeliveryTables } from './bpost-delivery.store.ts';
import { certifyEmployee } from './certify-employee.ts';
import { coverDossier } from './cover-dossier.ts';
import { cancelAtBpost, cancelDelivery } from './cancel-delivery.ts';
import { demandCertified } from './demand-certified.ts';
import { announced, momentChanged } from './follow-arrangement.ts';
import { handOverCard } from './hand-over-card.ts';
import { listAgreements } from './list-agreements.ts';
import { listEmployees } from './list-employees.ts';
import { countHeld } from './count-held.ts';
import { listDeliveries } from './list-deliveries.ts';
import { bpostDelivery001 } from './migrations/001-arrangements.ts';
import { bpostDelivery002 } from './migrations/002-sealed-employee.ts';
import { bpostDelivery003 } from './migrations/003-partnership.ts';
import { offerBpostMoments } from './offer-bpost-moments.ts';
import { receiveCertification } from './receive-certification.ts';
import { recordAgreement } from './record-agreement.ts';
import { reportLeadTimes } from './report-lead-times.ts';
import { withdrawAgreement } from './withdraw-agreement.ts';
import { withdrawCertificates } from './withdraw-certificates.ts';
import { receiveMessage, weighAfterActivation } from './receive-message.ts';
import { showBpostDelivery } from './show-bpost-delivery.ts';
import { trackParcel } from './track-parcel.ts';

export const bpostDeliveryPlugin = definePlugin(bpostDelivery, {
  actions: {
    moments: offerBpostMoments, arrange: arrangeDelivery, cancel: cancelDelivery, handOver: handOverCard, demandCertified, show: showBpostDelivery, list: listDeliveries, heldCount: countHeld, track: trackParcel,
    coverage: coverDossier, agreements: listAgreements, recordAgreement, withdrawAgreement, employees: listEmployees, certify: certifyEmployee, withdrawCertificates, leadTimes: reportLeadTimes,
  },
  listens: {
    'journey.moved': async (ctx, { dossier, state }) => {
      // Withdrawn, referred to the counter, unclaimed: bpost need not come. A closed dossier is one that bpost may have delivered.
      if (state !== 'closed' && isFinal(journey, state)) await cancelAtBpost(ctx, dossier, state);
    },
    'delivery.activated': weighAfterActivation,
  },
  receives: { 'bpost.delivery': receiveMessage, 'bpost.certification': receiveCertification },
  outcomes: { 'bpost.announceDelivery': announced, 'bpost.changeMoment': momentChanged },
  routes: [
    { method: 'GET', path: '/dossiers/{dossier}/bpost', action: 'bpost-delivery.show' },
    { method: 'GET', path: '/dossiers/{dossier}/bpost/parcel', action: 'bpost-delivery.track' },
    { method: 'POST', path: '/dossiers/{dossier}/bpost/hand-over', action: 'bpost-delivery.handOver' },
    { method: 'GET', path: '/bpost/deliveries', action: 'bpost-delivery.list' },
    { method: 'GET', path: '/bpost/deliveries/held', action: 'bpost-delivery.heldCount' },
    { method: 'GET', path: '/dossiers/{dossier}/bpost/coverage', action: 'bpost-delivery.coverage' },
    { method: 'GET', path: '/bpost/agreements', action: 'bpost-delivery.agreements' },
    { method: 'POST', path: '/bpost/agreements', action: 'bpost-delivery.recordAgreement' },
    { method: 'POST', path: '/bpost/agreements/{agreement}/withdrawal', action: 'bpost-delivery.withdrawAgreement' },
    { method: 'GET', path: '/bpost/employees', action: 'bpost-delivery.employees' },
    { method: 'POST', path: '/bpost/employees/{employee}/certificates', action: 'bpost-delivery.certify' },
    { method: 'POST', path: '/bpost/employees/{employee}/withdrawal', action: 'bpost-delivery.withdrawCertificates' },
    { method: 'GET', path: '/bpost/lead-times', action: 'bpost-delivery.leadTimes' },
    { method: 'GET', path: '/bpost/employees/{employee}', action: 'bpost-delivery.demandCertified' },
  ],
  tables: bpostDeliveryTables,
  migrations: [bpostDelivery001, bpostDelivery002, bpostDelivery003],
  retention: bpostDeliveryRetention,
});
