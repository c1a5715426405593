import { Temporal } from 'temporal-polyfill';
import { element, prefixed, unqualified, withAttributes } from '#services/wire-kit/write-xml.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';
import type { Span } from '../../judge-recognition.ts';
import { newNumber, newNumberName, oldNumberName, type MagdaService } from '../../wire/magda-names.ts';

export const tag = (name: string, ...children: (XmlTree | string | undefined)[]): XmlTree => element(unqualified(name), ...children);

export interface Asked { readonly service: MagdaService; readonly sender: string; readonly capacity: string; readonly contextReference: string; readonly reference: string }
export interface Said { readonly content?: XmlTree | undefined; readonly exceptions?: readonly XmlTree[] }

/** An answer in MAGDA's envelope. `now` is real time. */
export function writeReply({ service, sender, capacity, contextReference, reference }: Asked, { content, exceptions = [] }: Said, now: number, ownReference: string): XmlTree {
  return element(prefixed('web', service.namespace)(`${service.name}Response`), tag('Repliek',
    tag('Context', tag('Naam', service.name), tag('Versie', service.version), tag('Bericht',
      tag('Type', 'ANTWOORD'), moment(now),
      tag('Afzender', tag('Identificatie', 'vip.vlaanderen.be'), tag('Naam', 'MagdaGateway'), tag('Referte', ownReference)),
      tag('Ontvanger', tag('Identificatie', sender), tag('Referte', contextReference), tag('Hoedanigheid', capacity)),
    )),
    tag('Antwoorden', tag('Antwoord', tag('Referte', reference), content && tag('Inhoud', content), exceptions.length > 0 ? tag('Uitzonderingen', ...exceptions) : undefined)),
  ));
}

export function exception(code: string, type: 'FOUT' | 'WAARSCHUWING', diagnosis: string, now: number, annotations: readonly (readonly [string, string])[] = []): XmlTree {
  return tag('Uitzondering',
    tag('Identificatie', code), tag('Oorsprong', 'MAGDA'), tag('Type', type), moment(now), tag('Diagnose', diagnosis),
    annotations.length > 0 ? tag('Annotaties', ...annotations.map(([name, value]) => tag('Annotatie', tag('Naam', name), tag('Waarde', value)))) : undefined);
}

export const renumbered = (old: string, next: string, now: number): XmlTree =>
  exception(newNumber, 'WAARSCHUWING', 'Persoon heeft een nieuw INSZ verkregen', now, [[oldNumberName, old], [newNumberName, next]]);

export const inscriptionResult = (): XmlTree => withAttributes(tag('Resultaat', '1'), ['Beschrijving', 'Wel geslaagd']);

const found = ['DATA_FOUND', 'MSG00000', 'Treatment successful'] as const;
const nothing = ['NO_DATA_FOUND', 'MSG00100', 'Treatment successful, but no data found at the supplier.'] as const;
const notIntegrated = ['NO_DATA_FOUND', 'MSG00021', 'The SSIN is not sufficiently integrated for the provider of the data'] as const;

/** The file of a person at one source, with more in it than anybody needs, as the real one has; `undefined`: this person was not registered. */
export function dossierContent(insz: string, spans: readonly Span[] | undefined): XmlTree {
  const state = spans === undefined ? notIntegrated : spans.length === 0 ? nothing : found;
  return tag('ConsultFilesByDateResponse', status(state), state === found ? tag('ssin', insz) : undefined, tag('results', tag('dgphResult', status(state), spans && spans.length > 0 ? tag('file',
    tag('handicapRecognitions', ...spans.map(recognition)),
  ) : undefined)));
}

function recognition({ from, until }: Span): XmlTree {
  return tag('handicapRecognition',
    tag('recognitionStatus', tag('dateOfDecision', from), tag('startDateRecognition', from), until === null ? undefined : tag('endDateRecognition', until)),
    tag('legislation', '3'),
    tag('handicapRecognitionDetails', tag('lowerLimbs50p', 'true'), tag('fullBlindness', 'false'), tag('upperLimbsAmputated', 'false'), tag('upperLimbsParalyzed', 'false')),
    tag('resultRecognitionAdult', tag('diminuationIndependence', tag('mobility', '2'), tag('totalPoints', '9'))),
  );
}

function status([value, code, description]: readonly [string, string, string]): XmlTree {
  return tag('status', tag('value', value), tag('code', code), tag('description', description));
}

function moment(now: number): XmlTree {
  const at = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('Europe/Brussels').toPlainDateTime();
  return tag('Tijdstip', tag('Datum', at.toPlainDate().toString()), tag('Tijd', at.toPlainTime().toString({ fractionalSecondDigits: 3 })));
}
