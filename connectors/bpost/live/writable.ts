import type { Address } from '#services/belgium/address.ts';
import { bpostFailures } from '../bpost.port.ts';

// oxlint-disable-next-line no-control-regex -- XML has no place for these
const unwritable = /[\u0000-\u001F\uFFFE\uFFFF]/;

/** One line of text, with no spaces around it. */
export const onOneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();
export const isWritable = (text: string): boolean => text.isWellFormed() && !unwritable.test(text);

/** An address as it can be sent, each part on one line. @throws bpost.does-not-fit, naming the parts that cannot */
export function writable({ street, houseNumber, box, postcode, city }: Address): Address {
  const tidy = { street: onOneLine(street), houseNumber: onOneLine(houseNumber), ...(box !== undefined && { box: onOneLine(box) }), postcode, city: onOneLine(city) };
  const issues = Object.entries(tidy).filter(([, value]) => value === '' || !isWritable(value)).map(([name]) => ({ in: 'body' as const, name: `address.${name}`, detail: 'cannot be sent as it is written' }));
  if (issues.length > 0) throw bpostFailures['does-not-fit']({ issues });
  return tidy;
}
