import type { Field, LoginDesk } from '#connectors/login-kit/serving/login-desk.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { languageSchema, type Language } from '#services/belgium/language.ts';
import { fasClaims, fasLevels, fasScopes } from '../wire/fas-names.ts';
import { itsmeClaims, itsmeLevels } from '../wire/itsme-names.ts';

export interface Citizen { readonly insz: string; readonly level: number; readonly language: Language | null }

const insz: Field = {
  name: 'insz', digits: true, label: { nl: 'Rijksregisternummer', fr: 'Numéro de registre national', de: 'Nationalregisternummer', en: 'National number' },
  hint: { nl: '11 cijfers, van een fictieve persoon', fr: '11 chiffres, d’une personne fictive', de: '11 Ziffern, einer fiktiven Person', en: '11 digits, of a fictitious person' },
};
const language: Field = {
  name: 'language', label: { nl: 'Taal van de persoon', fr: 'Langue de la personne', de: 'Sprache der Person', en: 'Language of the person' },
  choices: [
    { value: '', label: { nl: 'Niet bekend', fr: 'Inconnue', de: 'Nicht bekannt', en: 'Not known' } },
    ...languageSchema.options.map((value) => ({ value, label: { nl: value, fr: value, de: value, en: value } })),
  ],
};
const withEid = { nl: 'eID en kaartlezer', fr: 'eID et lecteur de carte', de: 'eID und Kartenleser', en: 'eID and card reader' };
const same = (text: string) => ({ nl: text, fr: text, de: text, en: text });
const how = (choices: readonly { readonly value: string; readonly label: typeof withEid }[]): Field => ({ name: 'level', label: { nl: 'Aanmelden met', fr: 'Se connecter avec', de: 'Anmelden mit', en: 'Log in with' }, choices });

/** CSAM/FAS: names of its own for what it tells, a signed answer about the person. */
export const fasDesk: LoginDesk<Citizen> = {
  path: '/fas', title: { nl: 'CSAM: meld u aan bij de overheid', fr: 'CSAM : connectez-vous à l’administration', de: 'CSAM: Anmelden bei der Verwaltung', en: 'CSAM: log in to the government' },
  fields: [insz, how([{ value: '500', label: withEid }, { value: '450', label: same('itsme') }]), language],
  read, wrongIn, fillIn, ...levelled(fasLevels),
  scopes: { [fasScopes.profile]: [fasClaims.firstName, fasClaims.lastName, fasClaims.language], [fasScopes.insz]: [fasClaims.insz] }, claimsOnRequest: [],
  claimsOf: (who) => ({ [fasClaims.insz]: who.insz, [fasClaims.firstName]: 'Test', [fasClaims.lastName]: 'Persoon', ...(who.language && { [fasClaims.language]: who.language }) }),
  demands: () => true,
};

/** itsme: tells only what is asked claim by claim, everything encrypted. */
export const itsmeDesk: LoginDesk<Citizen> = {
  path: '/itsme', title: { nl: 'itsme: bevestig in de app', fr: 'itsme : confirmez dans l’app', de: 'itsme: in der App bestätigen', en: 'itsme: confirm in the app' },
  fields: [insz, how([
    { value: '450', label: { nl: 'itsme-code', fr: 'code itsme', de: 'itsme-Code', en: 'itsme code' } }, { value: '400', label: { nl: 'vingerafdruk', fr: 'empreinte digitale', de: 'Fingerabdruck', en: 'fingerprint' } },
  ]), language],
  read, wrongIn, fillIn, ...levelled(itsmeLevels),
  scopes: {}, claimsOnRequest: [itsmeClaims.insz, itsmeClaims.language],
  claimsOf: (who) => ({ [itsmeClaims.insz]: who.insz, ...(who.language && { [itsmeClaims.language]: who.language.toUpperCase() }) }),
  demands: (asked) => (asked.get('scope') ?? '').split(' ').some((scope) => /^service:./.test(scope)),
};

function levelled(levels: ReadonlyMap<string, number>): Pick<LoginDesk<Citizen>, 'levels' | 'levelOf'> {
  return { levels: [...levels.keys()], levelOf: (who) => [...levels].find(([, level]) => level === who.level)?.[0] };
}

function read(form: URLSearchParams): Citizen | undefined {
  const [number, spoken] = [inszSchema.safeParse(form.get('insz')), languageSchema.safeParse(form.get('language'))];
  const level = Number(form.get('level'));
  return number.success && [500, 450, 400].includes(level) ? { insz: number.data, level, language: spoken.data ?? null } : undefined;
}

function wrongIn(form: URLSearchParams): string[] {
  return inszSchema.safeParse(form.get('insz')).success ? ['level'] : ['insz'];
}

function fillIn({ insz: number, level, language: spoken }: Citizen): Record<string, string> {
  return { insz: number, level: String(level), language: spoken ?? '' };
}
