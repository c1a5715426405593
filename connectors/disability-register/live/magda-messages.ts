import { Temporal } from 'temporal-polyfill';
import { element, prefixed, unqualified } from '#services/wire-kit/write-xml.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';
import { authenticSources, services, type AuthenticSource, type MagdaService } from '../wire/magda-names.ts';
import type { MagdaSettings } from './magda-settings.ts';

const soap = prefixed('soap', 'http://schemas.xmlsoap.org/soap/envelope/');
const tag = (name: string, ...children: (XmlTree | string | undefined)[]) => element(unqualified(name), ...children);

export interface Question { readonly service: MagdaService; readonly envelope: XmlTree; /** Repeated in the answer. */ readonly reference: string }
export interface AskedBy { readonly sender: MagdaSettings['sender']; readonly reference: string; /** Real time, epoch milliseconds UTC. */ readonly now: number }

/** What is recognised on a day, from these sources. Of the file nothing but the recognitions is asked. */
export function askDossier({ insz, on, sources }: { insz: string; on: string; sources: readonly AuthenticSource[] }, by: AskedBy): Question {
  const wanted = new Set(sources);
  return question(services.dossier, by, tag('Criteria', tag('ConsultFilesByDateCriteria',
    tag('ssin', insz),
    tag('handicapAuthenticSources', ...authenticSources.map((source) => tag(source, String(wanted.has(source))))),
    tag('referenceDate', on),
    tag('parts', ...['evolutionOfRequest', 'handicapRecognitions', 'rights', 'socialCards'].map((part) => tag(part, String(part === 'handicapRecognitions')))),
  )));
}

/** Tells MAGDA that we are concerned with a person, for a period: it gives nothing about anybody else. */
export function askInscription({ insz, from, until }: { insz: string; from: string; until: string }, by: AskedBy): Question {
  return question(services.inscription, by, tag('Inhoud', tag('Inschrijving',
    tag('Identificatie', by.sender.identification),
    tag('Hoedanigheid', by.sender.capacity),
    tag('BetrokkenSubject', tag('Type', 'PERS'), tag('Subjecten', tag('Subject', tag('Type', 'PERS'), tag('Sleutel', insz)))),
    tag('Periode', tag('Begin', from), tag('Einde', until)),
  )));
}

function question(service: MagdaService, { sender, reference, now }: AskedBy, content: XmlTree): Question {
  const at = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('Europe/Brussels').toPlainDateTime();
  const envelope = element(soap('Envelope'), element(soap('Body'), element(prefixed('web', service.namespace)(service.name), tag('Verzoek',
    tag('Context', tag('Naam', service.name), tag('Versie', service.version), tag('Bericht',
      tag('Type', 'VRAAG'),
      tag('Tijdstip', tag('Datum', at.toPlainDate().toString()), tag('Tijd', at.toPlainTime().toString({ fractionalSecondDigits: 3 }))),
      tag('Afzender', tag('Identificatie', sender.identification), tag('Referte', reference), tag('Hoedanigheid', sender.capacity)),
    )),
    tag('Vragen', tag('Vraag', tag('Referte', reference), content)),
  ))));
  return { service, envelope, reference };
}
