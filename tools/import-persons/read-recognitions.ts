import { daySchema } from '#services/belgium/day.ts';
import { everywhere, readXml, textAt } from './read-xml.ts';

export interface Recognition { readonly from: string; readonly until: string | null }

/** Reads an answer of GeefDossierHandicap 03.00 (MAGDA): the periods of recognition only, nothing of the file behind them. */
export function readRecognitions(text: string): readonly Recognition[] | { readonly reason: string } {
  const xml = readXml(text);
  if (typeof xml === 'string') return { reason: xml };
  const exception = everywhere(xml, 'Uitzondering').find((one) => textAt(one, 'Type') === 'FOUT');
  if (exception) return { reason: `exception-${textAt(exception, 'Identificatie') ?? 'unknown'}` };
  const recognitions = everywhere(xml, 'recognitionStatus').flatMap((status): Recognition[] => {
    const from = daySchema.safeParse(textAt(status, 'startDateRecognition')).data;
    const last = textAt(status, 'endDateRecognition');
    // A last day that is no day is not "without end": such a period would go on for ever.
    const until = last === undefined ? null : daySchema.safeParse(last).data;
    return from === undefined || until === undefined || (until !== null && until < from) ? [] : [{ from, until }];
  });
  return recognitions.length === 0 ? { reason: 'no-recognition' } : recognitions;
}

/** Is one of them in force on this day? One that has ended does not count. */
export function isCurrent(recognitions: readonly Recognition[], day: string): boolean {
  return recognitions.some(({ from, until }) => from <= day && (until === null || day <= until));
}
