import type { JourneyOptions } from '#tools/journey/journey-run.ts';

type Told = Pick<JourneyOptions, 'ground' | 'deliverBy' | 'pay'>;
/** Of one closed journey: how it was walked, how many lines its history has, how many of its mails are known to have gone. */
export interface Closed { readonly journey: Told; readonly lines: number; readonly sent: number }
export interface Owed { readonly name: string; /** How often; once when left out. */ readonly times?: (closed: Closed) => number; /** A repetition is no harm: each is a new one. */ readonly orMore?: true }

const when = (holds: (journey: Told) => boolean) => ({ journey }: Closed): number => (holds(journey) ? 1 : 0);
const byBpost = when(({ deliverBy }) => deliverBy === 'bpost');
const recognised = when(({ ground }) => ground === 'disability');
/** Nobody knows yet that home service is for this citizen. */
const unknown = when(({ ground }) => ground !== 'disability');
const online = when(({ pay }) => pay === 'bancontact' || pay === 'online-banking');
const transferred = when(({ pay }) => pay === 'transfer');
const paid = when(({ pay }) => pay !== 'none');
/** The first visit, and the second one when it is an official's. */
const visits = ({ journey: { deliverBy } }: Closed): number => (deliverBy === 'official' ? 2 : 1);
const sent = ({ sent: mails }: Closed): number => mails;

/** What a closed journey asked of the outside. */
export const owedDeeds: readonly Owed[] = [
  { name: 'eid-tool.openRenewal' }, { name: 'eid-tool.setHomeServiceFlag', times: recognised }, { name: 'eid-tool.mirrorDossier', times: ({ lines }) => lines }, { name: 'eid-tool.closeRenewal' },
  { name: 'crm.recordContact', times: sent }, { name: 'crm.updateContact' }, { name: 'crm.closeProcedure' },
  { name: 'biza.registerBiometrics' }, { name: 'biza.verifyBiometrics' }, { name: 'biza.orderCard' }, { name: 'biza.openActivation', orMore: true }, { name: 'biza.confirmActivation' },
  { name: 'biza.registerCode' }, { name: 'biza.annulCard' }, { name: 'biza.closeRenewal' },
  { name: 'devices.requestFingerprints', orMore: true }, { name: 'devices.requestCode', orMore: true }, { name: 'devices.runScript', orMore: true },
  { name: 'payment.start', times: online }, { name: 'payment.expectTransfer', times: transferred }, { name: 'payment.refund', times: () => 0 },
  { name: 'bpost.announceDelivery', times: byBpost }, { name: 'bpost.handOverCustody', times: byBpost },
];

/** What a closed journey told inside the house, to each plugin that listens. What moves a dossier has a rule of its own. */
export const owedEvents: readonly Owed[] = [
  { name: 'communication.sent', times: sent }, { name: 'appointments.confirmed', times: visits }, { name: 'delivery.planned' }, { name: 'delivery.activated' }, { name: 'biometrics.ordered' },
  { name: 'device-bridge.fingerprintsCaptured', orMore: true }, { name: 'device-bridge.codeChosen', orMore: true }, { name: 'device-bridge.scriptRan', orMore: true },
  { name: 'payment.begun', times: paid }, { name: 'payment.transferRequested', times: transferred }, { name: 'payment.paid', times: paid },
];

/** What a citizen was told, by notice. */
export const owedNotices: readonly Owed[] = [
  { name: 'invitation', times: recognised }, { name: 'counter-information', times: unknown }, { name: 'payment-requested', times: transferred }, { name: 'visit-confirmed' },
  { name: 'delivery-planned' }, { name: 'closed' },
];

/** The differences between what was owed and what was counted; what is not in the list is not owed. */
export function owes(owed: readonly Owed[], closed: Closed, counted: ReadonlyMap<string, number>): string[] {
  return owed.flatMap(({ name, times = () => 1, orMore }) => {
    const [wanted, found] = [times(closed), counted.get(name) ?? 0];
    return found === wanted || (orMore && found > wanted) ? [] : [`${name}: ${found} times, ${wanted} owed`];
  });
}
