import type { z } from 'zod';
import type { SandboxMaking, SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { Documents } from '#connectors/sandbox-kit/sandbox-file.ts';
import { eidToolFailures, type card, type eidTool } from '../eid-tool.port.ts';

export type Card = z.output<typeof card>;
export interface Mirrored { readonly cardNumber: string; readonly state: string; readonly sequence: number; readonly at: number }
export interface Renewal {
  readonly dossier: string; readonly openedAt: number;
  readonly closed: { readonly newCardNumber: string; readonly closedOn: string; readonly deliveredBy: 'official' | 'bpost' } | null;
}
export type EidToolOperations = SandboxMaking<typeof eidTool>['operations'];

/** All that this tool knows, in its file. */
export interface EidToolWorld {
  readonly now: () => number;
  /** Every card that it ever knew, replaced ones included. */
  readonly cards: Documents<Card>;
  /** National number to the number of the card that its holder has now. */
  readonly cardOfPerson: Documents<string>;
  /** By card number: renewed at the counter since. */
  readonly counterRenewals: Documents<{ readonly at: number }>;
  /** By number of the card that is renewed. */
  readonly renewals: Documents<Renewal>;
  /** By card number: what the tool shows of it can be read by nobody. */
  readonly spoilt: Documents<true>;
  /** By national number. */
  readonly flags: Documents<boolean>;
  /** By dossier. */
  readonly dossiers: Documents<Mirrored>;
}

export function eidToolWorld({ file, now }: SandboxMeans): EidToolWorld {
  return {
    now, cards: file.documents('card'), cardOfPerson: file.documents('card-of-person'), spoilt: file.documents('spoilt'), counterRenewals: file.documents('counter-renewal'),
    renewals: file.documents('renewal'), flags: file.documents('home-service'), dossiers: file.documents('dossier'),
  };
}

/** @throws eid-tool.unknown-card */
export function demandCard({ cards }: EidToolWorld, cardNumber: string): Card {
  const known = cards.get(cardNumber);
  if (!known) throw eidToolFailures['unknown-card']();
  return known;
}

/** The card becomes the one that its holder has now. */
export function giveCard({ cards, cardOfPerson, spoilt }: EidToolWorld, given: Card): void {
  spoilt.remove(given.cardNumber);
  cards.put(given.cardNumber, given);
  cardOfPerson.put(given.insz, given.cardNumber);
}
