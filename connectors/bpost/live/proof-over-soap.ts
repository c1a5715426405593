import { childNamed, childrenOf, attributeOf } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { element, prefixed, withAttributes, writeXml } from '#services/wire-kit/write-xml.ts';
import type { XmlElement } from '#services/wire-kit/xml-tree.ts';
import type { Address } from '#services/belgium/address.ts';
import { onlyId, proofingAction, proofingNs, soapNs } from '../wire/proofing-names.ts';
import { isXml, type Wire } from './ask-bpost.ts';
import { judge, type ProofAddress, type Validated } from './proof-address.ts';
import { childCalled, childrenCalled, ifXml, textCalled } from './read-by-name.ts';
import { writable } from './writable.ts';

const soap = prefixed('soap', soapNs);
const v001 = prefixed('v001', proofingNs);
const headers = { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml', soapaction: `"${proofingAction}"` };

/** Address proofing over SOAP 1.1. Answers are not signed: TLS says who gave them. A fault says nothing of an address. */
export function proofOverSoap({ ask, fail }: Wire, callerName: string): ProofAddress {
  return async (address, exchange) => {
    const answer = await ask({ method: 'POST', path: '', headers, body: writeQuestion(address, callerName) }, exchange);
    const said = isXml(answer) ? ifXml(() => readXml(answer.body), (envelope) => contentOf(envelope)) : undefined;
    if (said?.name.local === 'Fault') throw fail(textCalled(said, 'faultcode')?.endsWith('Client') === true ? 'refused' : 'busy', exchange.kind, `HTTP ${answer.status}`);
    if (answer.status >= 500) throw fail('busy', exchange.kind, `HTTP ${answer.status}`);
    const validated = said && answer.status === 200 ? ifXml(() => said, validatedIn) : undefined;
    if (!validated) throw fail('unverified', exchange.kind, `HTTP ${answer.status}`);
    return judge(address, validated);
  };
}

/** Where somebody lives goes there, who it is does not. */
export function writeQuestion(address: Address, callerName: string): string {
  const { street, houseNumber, box, postcode, city } = writable(address);
  return writeXml(element(soap('Envelope'), element(soap('Body'), element(v001('ValidateAddressesRequest'),
    element(v001('AddressToValidateList'), withAttributes(element(v001('AddressToValidate'), element(v001('PostalAddress'),
      element(v001('DeliveryPointLocation'), element(v001('StructuredDeliveryPointLocation'),
        element(v001('StreetName'), street), element(v001('StreetNumber'), houseNumber), box === undefined ? undefined : element(v001('BoxNumber'), box))),
      element(v001('PostalCodeMunicipality'), element(v001('StructuredPostalCodeMunicipality'), element(v001('PostalCode'), postcode), element(v001('MunicipalityName'), city))),
      element(v001('CountryName'), 'BELGIE'),
    )), ['id', onlyId])),
    element(v001('ValidateAddressOptions'), element(v001('IncludeSuggestions'), 'true')),
    element(v001('CallerIdentification'), element(v001('CallerName'), callerName)),
  ))));
}

function contentOf(envelope: XmlElement): XmlElement | undefined {
  if (envelope.name.local !== 'Envelope' || envelope.name.namespace !== soapNs) return undefined;
  const [content, ...more] = childrenOf(childNamed(envelope, 'Body', soapNs));
  return more.length > 0 ? undefined : content;
}

function validatedIn(response: XmlElement): Validated | undefined {
  if (response.name.local !== 'ValidateAddressesResponse') return undefined;
  const list = childCalled(response, 'ValidatedAddressResultList');
  const result = list && childCalled(list, 'ValidatedAddressResult');
  if (!result || attributeOf(result, 'id') !== onlyId) return undefined;
  const addresses = childCalled(result, 'ValidatedAddressList');
  return {
    severities: childrenCalled(result, 'Error').map((error) => textCalled(error, 'ErrorSeverity') ?? 'error'),
    addresses: (addresses ? childrenCalled(addresses, 'ValidatedAddress') : []).flatMap((one) => childCalled(one, 'PostalAddress') ?? []).map((postal) => {
      const [point, town] = [within(postal, 'DeliveryPointLocation', 'StructuredDeliveryPointLocation'), within(postal, 'PostalCodeMunicipality', 'StructuredPostalCodeMunicipality')];
      return {
        street: point && textCalled(point, 'StreetName'), number: point && textCalled(point, 'StreetNumber'), box: point && textCalled(point, 'BoxNumber'),
        postcode: town && textCalled(town, 'PostalCode'), city: town && textCalled(town, 'MunicipalityName'),
      };
    }),
  };
}

/** In answers the structured part stands by itself, in questions inside a group; in some answers, too. */
function within(postal: XmlElement, group: string, structured: string): XmlElement | undefined {
  const around = childCalled(postal, group);
  return childCalled(postal, structured) ?? (around && childCalled(around, structured));
}
