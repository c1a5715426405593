import * as fc from 'fast-check';
import { formatInsz, makeInsz } from '#services/belgium/insz.ts';
import { labelOf } from './label-of.ts';

test('what is declared is a label as it stands', () => {
  for (const result of ['done', 'taken-in', '200', 'store.busy', 'outside.no-answer', 'call.undeclared', 'house.broken']) expect(labelOf(result)).toBe(result);
});

test('a failure whose name was made of what somebody sent becomes no label', () => {
  const insz = makeInsz('1985-07-30', 33, { testPerson: true });
  for (const result of [insz, formatInsz(insz), `crm.${insz}`, 'crm.Jan-Peeters', 'crm.jan peeters', 'jan@example.org', 'a.b.c', '', `x${'y'.repeat(60)}`, 'a"} 1\nforged_metric 2']) expect(labelOf(result)).toBe('other');
  fc.assert(fc.property(fc.string(), (text) => { expect(labelOf(text)).toMatch(/^[a-z0-9.-]{1,81}$/); }));
});
