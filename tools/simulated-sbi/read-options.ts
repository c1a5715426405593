import { deviceFingers, type FingerName } from './device-fingers.ts';
import { faults, type FaultyVerb, type SbiFault } from './sbi-faults.ts';

/** `left-index=40`, `left-index=missing`. Nothing where one of them is not like that. */
export function readFingers(options: readonly string[]): readonly (readonly [FingerName, number | 'missing'])[] | undefined {
  return allOf(options, (name, value) => {
    const known = deviceFingers.find(({ finger }) => finger === name);
    const quality = value === 'missing' ? value : /^(100|\d{1,2})$/.test(value) ? Number(value) : undefined;
    return known && quality !== undefined ? [known.finger, quality] as const : undefined;
  });
}

/** `RCAPTURE=bad-signature`, `MOSIPDINFO=code:110`. Nothing where one of them is not like that. */
export function readNext(options: readonly string[]): readonly (readonly [FaultyVerb, SbiFault])[] | undefined {
  return allOf(options, (name, value) => {
    const verb = verbs.find((known) => known === name);
    const fault: SbiFault | undefined = /^code:\d{1,4}$/.test(value) ? `code:${value.slice(5)}` : faults.find((known) => known === value);
    return verb && fault ? [verb, fault] as const : undefined;
  });
}

const verbs: readonly FaultyVerb[] = ['MOSIPDISC', 'MOSIPDINFO', 'RCAPTURE'];

function allOf<T>(options: readonly string[], read: (name: string, value: string) => T | undefined): readonly T[] | undefined {
  const found = options.map((option) => { const [name = '', ...rest] = option.split('='); return read(name, rest.join('=')); });
  return found.every((one) => one !== undefined) ? found : undefined;
}
