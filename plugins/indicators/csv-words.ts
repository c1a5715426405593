import type { Ground } from '#services/journey/ground.ts';
import type { Figure } from './indicators.contract.ts';

type Beside = Figure['beside'][number]['id'];

/** The codes of the contract in Dutch, the language of the founding document: the table is opened by who has never read a contract. */
export const unitWords: Readonly<Record<Figure['unit'], string>> = { days: 'dagen', dossiers: 'dossiers', complaints: 'klachten', percent: 'procent' };

export const emptyWords: Readonly<Record<NonNullable<Figure['empty']>, string>> = {
  'no-dossiers': 'geen dossiers in deze periode', 'no-deliveries': 'geen leveringen in deze periode', 'no-complaints': 'geen klachten opgeschreven', 'no-history': 'nog geen enkel dossier', 'no-counter-figures': 'niets gemeld over het loket',
  'not-its-group': 'gaat over anderen', 'not-divided-so': 'wordt niet zo opgesplitst',
};

export const besideWords: Readonly<Record<Beside, string>> = {
  production: 'wachten tot de kaart gemaakt is', 'without-production': 'zonder het wachten op de kaart', 'since-request': 'sinds de aanvraag', 'delivered-at-home': 'aan huis overhandigd',
};

export const byWords = { ground: 'reden', deliverer: 'leverancier', official: 'ambtenaar' } as const;

const ofWords: Readonly<Record<Ground | 'official' | 'bpost', string>> = {
  disability: 'erkende handicap', 'reduced-mobility': 'minder mobiel', 'limited-availability': 'beperkt beschikbaar', official: 'ambtenaar', bpost: 'bpost',
};
const isNamed = (of: string): of is keyof typeof ofWords => Object.hasOwn(ofWords, of);

/** Officials are named by their reference, whatever it is. */
export function ofWhom(by: keyof typeof byWords, of: string): string {
  return by !== 'official' && isNamed(of) ? ofWords[of] : of;
}
