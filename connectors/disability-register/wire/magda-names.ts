/** Names on MAGDA's wire. Below the element of the service, everything is in no namespace. */
export const dossierNs = 'http://magda.vlaanderen.be/soczek/soap/geefdossierhandicap/v03_00';
export const inscriptionNs = 'http://webservice.registreerinschrijvingdienst-02_01.repertorium-02_01.vip.vlaanderen.be';

export interface MagdaService { readonly name: 'GeefDossierHandicap' | 'RegistreerInschrijving'; readonly version: string; readonly namespace: string }

export const services = {
  dossier: { name: 'GeefDossierHandicap', version: '03.00.0000', namespace: dossierNs },
  inscription: { name: 'RegistreerInschrijving', version: '02.01.0000', namespace: inscriptionNs },
} as const satisfies Readonly<Record<string, MagdaService>>;

/** Who may hold a file on a person, as the service names them. */
export const authenticSources = ['DGPH', 'VSB', 'IrisCare', 'NicCin', 'AVIQ', 'DSL'] as const;
export type AuthenticSource = (typeof authenticSources)[number];

/** Warning: this person has another number now. */
export const newNumber = '30004';
export const [oldNumberName, newNumberName] = ['Oud INSZ', 'Nieuw INSZ'];
