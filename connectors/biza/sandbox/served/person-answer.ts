import type { z } from 'zod';
import { element, prefixed, withAttributes } from '#services/wire-kit/write-xml.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';
import type { biza } from '../../biza.port.ts';
import { personNamespace } from '../../wire/names.ts';

const msg = prefixed('msg', personNamespace);
const per = prefixed('per', 'http://fsb.belgium.be/data/person/v3_00');
const adr = prefixed('adr', 'http://fsb.belgium.be/data/address/v3_00');

/** The answer of the bus in its own words. */
export function personAnswer(person: z.output<(typeof biza.operations.person)['output']>): XmlTree {
  if (person === null) return element(msg('getPersonResponse'));
  const { insz, firstNames, lastName, birthDate, deceased, nisCode } = person;
  const basicPerson = element(
    per('basicPerson'), element(per('personNumber'), insz),
    element(per('name'), ...firstNames.map((name) => element(per('firstName'), name)), element(per('lastName'), lastName)),
    birthDate === null ? undefined : element(
      per('officialBirthDate'), element(per('century'), birthDate.slice(0, 2)), element(per('year'), birthDate.slice(2, 4)), element(per('month'), birthDate.slice(5, 7)),
      element(per('day'), birthDate.slice(8)),
    ),
  );
  return element(msg('getPersonResponse'), element(
    msg('basicNaturalPerson'), element(per('state'), deceased ? 'DECEASED' : 'ACTIVE'), withAttributes(basicPerson, ['trust', 'high'], ['source', 'RN']),
    nisCode === null ? undefined : element(per('address'), element(adr('structuredAddress'), element(adr('municipality'), element(adr('code'), nisCode)))),
  ));
}
