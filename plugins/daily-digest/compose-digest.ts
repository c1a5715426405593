import type { Language } from '#services/kernel/context.ts';

export interface Failing { readonly lines: readonly { readonly kind: 'waiting' | 'letters' | 'switched-off' | 'certificate'; readonly what: string; readonly count: number }[] }

type Words = Readonly<Record<Failing['lines'][number]['kind'] | 'subject' | 'nothing' | 'ask', string>>;
const words: Readonly<Record<Language, Words>> = {
  nl: { subject: 'eID aan huis, dagoverzicht', nothing: 'Er wacht niets.', waiting: 'wachten op een beslissing', letters: 'binnengekomen berichten die niet begrepen werden', 'switched-off': 'wachten, want uitgeschakeld', certificate: 'dagen nog geldig: certificaat of sleutel van', ask: 'Details: npm run eid -- exceptions list, letters list, outbox switches, certificates list.' },
  fr: { subject: 'eID à domicile, aperçu du jour', nothing: 'Rien n\'est en attente.', waiting: 'attendent une décision', letters: 'messages reçus qui n\'ont pas été compris', 'switched-off': 'attendent, car désactivé', certificate: 'jours de validité restants : certificat ou clé de', ask: 'Détails : npm run eid -- exceptions list, letters list, outbox switches, certificates list.' },
  de: { subject: 'eID zu Hause, Tagesübersicht', nothing: 'Es wartet nichts.', waiting: 'warten auf eine Entscheidung', letters: 'eingegangene Nachrichten, die nicht verstanden wurden', 'switched-off': 'warten, da abgeschaltet', certificate: 'Tage noch gültig: Zertifikat oder Schlüssel von', ask: 'Einzelheiten: npm run eid -- exceptions list, letters list, outbox switches, certificates list.' },
  en: { subject: 'eID at home, overview of the day', nothing: 'Nothing waits.', waiting: 'wait for a decision', letters: 'messages came in that were not understood', 'switched-off': 'wait, for it is switched off', certificate: 'days left: certificate or key of', ask: 'Details: npm run eid -- exceptions list, letters list, outbox switches, certificates list.' },
};

/** Figures, and names of systems and failures; never of people. */
export function composeDigest({ lines }: Failing, { municipality, language, day }: { readonly municipality: string; readonly language: Language; readonly day: string }): { subject: string; body: string } {
  const said = words[language];
  const body = lines.length === 0 ? [said.nothing] : lines.map(({ kind, what, count }) => `${count} ${said[kind]}${what === '' ? '' : `${kind === 'certificate' ? ' ' : ': '}${what}`}`);
  return { subject: `${said.subject} ${municipality} ${day}`, body: [...body, '', said.ask].join('\n').slice(0, 10_000) };
}
