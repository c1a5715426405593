/** Levels of CSAM/FAS (acr) and what they are in the port's words, the strongest first. */
export const fasLevels: ReadonlyMap<string, number> = new Map([['urn:be:fedict:iam:fas:Level500', 500], ['urn:be:fedict:iam:fas:Level450', 450]]);

/** The names that FAS has for what it tells: not those of the standard. */
export const fasClaims = { insz: 'egovNRN', language: 'PrefLanguage', firstName: 'givenName', lastName: 'surname' } as const;
/** The scope that opens the national number. Name and address stay closed: nobody here needs them of a login. */
export const fasScopes = { insz: 'egovnrn', profile: 'profile' } as const;
