const namespace = 'http://itsme.services/v2/claim/';

/** Levels of itsme (acr) and what they are in the port's words: with the code of the app, or with a fingerprint, too. The strongest first. */
export const itsmeLevels: ReadonlyMap<string, number> = new Map([[`${namespace}acr_advanced`, 450], [`${namespace}acr_basic`, 400]]);

export const itsmeClaims = { insz: `${namespace}BENationalNumber`, language: 'locale' } as const;
/** itsme takes no login that does not name the service it is for. */
export const itsmeService = (code: string): string => `service:${code}`;
