import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { attributeOf, childNamed, childText, optionalText } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { element, prefixed, unqualified, withAttributes, writeXml } from '#services/wire-kit/write-xml.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';
import { addressSchema, type Address } from '#services/belgium/address.ts';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { WireAnswer, WireHandler, WireRequest } from '#services/kernel/wire.ts';
import type { bpost } from '../../bpost.port.ts';
import { proofingAction, proofingNs, soapNs } from '../../wire/proofing-names.ts';
import { callOf } from './outward-call.ts';

interface Verdict { readonly errors: readonly { readonly ComponentRef: string; readonly ErrorCode: string; readonly ErrorSeverity: 'error' | 'warning' }[]; readonly address: Address }
interface ProofingFrontOptions { readonly sandbox: Pick<OpenSandbox<typeof bpost>, 'implementation'>; readonly apiKey: string }

const soap = prefixed('soapenv', soapNs);
const v001 = prefixed('v001', proofingNs);
const capitals = (address: Address): Address => ({ ...address, street: address.street.toUpperCase(), city: address.city.toUpperCase() });

/** bpost's address proofing in both flavours: it answers in capitals, and says of an address that it would write otherwise that there is an anomaly. */
export function proofingFront({ sandbox, apiKey }: ProofingFrontOptions): WireHandler {
  const judge = async (given: unknown): Promise<Verdict | undefined> => {
    const address = addressSchema.safeParse(given);
    if (!address.success) return undefined;
    const { deliverable, suggestion } = await sandbox.implementation.proofAddress({ address: address.data }, callOf({}));
    const unknown = { ComponentRef: 'UnstructuredDeliveryPointLocation', ErrorCode: 'address_not_recognized', ErrorSeverity: 'error' } as const;
    const anomaly = { ComponentRef: 'StreetName', ErrorCode: 'anomaly_in_field', ErrorSeverity: 'warning' } as const;
    return { errors: [...(deliverable ? [] : [unknown]), ...(suggestion ? [anomaly] : [])], address: capitals(suggestion ?? address.data) };
  };
  return async (request) => {
    const isSoap = request.path === '/soap';
    try {
      return isSoap ? await overSoap(request, judge) : await overRest(request, judge, apiKey);
    } catch (error) {
      if (!isFailure(error)) throw error;
      const [status, code] = error.type === 'bpost.unavailable' ? [503, 'Server'] as const : [400, 'Client'] as const;
      return isSoap ? fault(code) : { status };
    }
  };
}

type Judge = (given: unknown) => Promise<Verdict | undefined>;

async function overSoap({ method, headers, body }: WireRequest, judge: Judge): Promise<WireAnswer> {
  if (method !== 'POST' || headers['soapaction'] !== `"${proofingAction}"`) return fault('Client');
  const request = childNamed(childNamed(readXml(body), 'Body', soapNs), 'ValidateAddressesRequest', proofingNs);
  const asked = childNamed(childNamed(request, 'AddressToValidateList', proofingNs), 'AddressToValidate', proofingNs);
  const postal = childNamed(asked, 'PostalAddress', proofingNs);
  const point = childNamed(childNamed(postal, 'DeliveryPointLocation', proofingNs), 'StructuredDeliveryPointLocation', proofingNs);
  const town = childNamed(childNamed(postal, 'PostalCodeMunicipality', proofingNs), 'StructuredPostalCodeMunicipality', proofingNs);
  const verdict = await judge({
    street: childText(point, 'StreetName', proofingNs), houseNumber: childText(point, 'StreetNumber', proofingNs), box: optionalText(point, 'BoxNumber', proofingNs),
    postcode: childText(town, 'PostalCode', proofingNs), city: childText(town, 'MunicipalityName', proofingNs),
  });
  if (!verdict) return fault('Client');
  const { address, errors } = verdict;
  const tag = (name: string, ...children: (XmlTree | string | undefined)[]) => element(v001(name), ...children);
  const result = tag('ValidatedAddressResult',
    tag('ValidatedAddressList', tag('ValidatedAddress', tag('PostalAddress',
      tag('StructuredDeliveryPointLocation', tag('StreetName', address.street), tag('StreetNumber', address.houseNumber), address.box === undefined ? undefined : tag('BoxNumber', address.box)),
      tag('StructuredPostalCodeMunicipality', tag('PostalCode', address.postcode), tag('MunicipalityName', address.city)), tag('CountryName', 'BELGIE')))),
    // The parts of an error are in no namespace.
    ...errors.map((error) => tag('Error', ...Object.entries(error).map(([name, value]) => element(unqualified(name), value)))));
  const answer = tag('ValidateAddressesResponse', tag('ValidatedAddressResultList', withAttributes(result, ['id', attributeOf(asked, 'id') ?? ''])));
  return { status: 200, headers: { 'content-type': 'text/xml;charset=utf-8' }, body: writeXml(element(soap('Envelope'), element(soap('Body'), answer))) };
}

function fault(code: string): WireAnswer {
  const said = element(soap('Fault'), element(unqualified('faultcode'), `soapenv:${code}`), element(unqualified('faultstring'), 'Not possible.'));
  return { status: 500, headers: { 'content-type': 'text/xml;charset=utf-8' }, body: writeXml(element(soap('Envelope'), element(soap('Body'), said))) };
}

const question = z.object({
  ValidateAddressesRequest: z.object({
    AddressToValidateList: z.object({
      AddressToValidate: z.tuple([z.object({
        '@id': z.string(),
        PostalAddress: z.object({
          DeliveryPointLocation: z.object({ StructuredDeliveryPointLocation: z.object({ StreetName: z.string(), StreetNumber: z.string(), BoxNumber: z.string().optional() }) }),
          PostalCodeMunicipality: z.object({ StructuredPostalCodeMunicipality: z.object({ PostalCode: z.string(), MunicipalityName: z.string() }) }),
        }),
      })]),
    }),
  }),
});

async function overRest({ method, path, headers, body }: WireRequest, judge: Judge, apiKey: string): Promise<WireAnswer> {
  if (method !== 'POST' || path !== '/rest/validateAddresses') return { status: 404 };
  if (!isSame(headers['x-api-key'] ?? '', apiKey)) return { status: 403 };
  const asked = question.safeParse(JSON.parse(Buffer.from(body).toString('utf8'))).data?.ValidateAddressesRequest.AddressToValidateList.AddressToValidate[0];
  const [point, town] = [asked?.PostalAddress.DeliveryPointLocation.StructuredDeliveryPointLocation, asked?.PostalAddress.PostalCodeMunicipality.StructuredPostalCodeMunicipality];
  const verdict = await judge({ street: point?.StreetName, houseNumber: point?.StreetNumber, box: point?.BoxNumber, postcode: town?.PostalCode, city: town?.MunicipalityName });
  if (!verdict) return { status: 400 };
  const { address, errors } = verdict;
  const result = {
    '@id': asked?.['@id'],
    ValidatedAddressList: {
      ValidatedAddress: [{
        PostalAddress: {
          StructuredDeliveryPointLocation: { StreetName: address.street, StreetNumber: address.houseNumber, ...(address.box !== undefined && { BoxNumber: address.box }) },
          StructuredPostalCodeMunicipality: { PostalCode: address.postcode, MunicipalityName: address.city }, CountryName: 'BELGIE',
        },
        AddressLanguage: 'nl',
      }],
    },
    ...(errors.length > 0 && { Error: errors }), TransactionID: 'sandbox',
  };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ValidateAddressesResponse: { ValidatedAddressResultList: { ValidatedAddressResult: [result] } } }) };
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
