/** What the programs of a registry office ask and do: follow a dossier, open and plan one, take a card in. Not what happens at the citizen's door, and no logins. */
export const backOfficeActions = [
  'journey.find', 'journey.list', 'journey.show',
  'invitation.send', 'communication.messages', 'communication.callList', 'communication.recordCall',
  'request.openFor', 'request.overview', 'request.submit', 'request.status', 'request.changeMoment', 'request.withdraw', 'request.refer',
  'appointments.offer', 'appointments.ofDossier', 'appointments.cancel', 'appointments.round',
  'payment.quote', 'payment.ofDossier', 'biometrics.show',
  'delivery.moments', 'delivery.plan', 'delivery.receiveCard', 'delivery.show', 'delivery.holdAtCounter', 'complaints.file',
] as const;

/** What a registry office that only looks needs. */
export const backOfficeReads = ['journey.find', 'journey.list', 'journey.show', 'request.status', 'appointments.round', 'delivery.show'] as const;
