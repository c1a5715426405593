import { everywhere, readXml, textAt } from './read-xml.ts';

export interface Recognition { readonly from: string; readonly until: string | null }

const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);

/** Reads an answer of GeefDossierHandicap 03.00 (MAGDA): the periods of recognition only, nothing of the file behind them. */
export function readRecognitions(text: string): readonly Recognition[] | { readonly reason: string } {
  const xml = readXml(text);
  if (typeof xml === 'string') return { reason: xml };
  const exception = everywhere(xml, 'Uitzondering').find((one) => textAt(one, 'Type') === 'FOUT');
  if (exception) return { reason: `exception-${textAt(exception, 'Identificatie') ?? 'unknown'}` };
  const recognitions = everywhere(xml, 'recognitionStatus').flatMap((status): Recognition[] => {
    const [from, until] = [textAt(status, 'startDateRecognition'), textAt(status, 'endDateRecognition')];
    return isDay(from) ? [{ from, until: isDay(until) ? until : null }] : [];
  });
  return recognitions.length === 0 ? { reason: 'no-recognition' } : recognitions;
}

/** Is one of them in force on this day? One that has ended does not count. */
export function isCurrent(recognitions: readonly Recognition[], day: string): boolean {
  return recognitions.some(({ from, until }) => from <= day && (until === null || day <= until));
}
