import { z } from 'zod';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import { onlyId } from '../wire/proofing-names.ts';
import type { Wire } from './ask-bpost.ts';
import { judge, type ProofAddress } from './proof-address.ts';
import { writable } from './writable.ts';

const text = z.string().nullish().transform((value) => value ?? undefined);
const point = z.object({ StreetName: text, StreetNumber: text, BoxNumber: text });
const town = z.object({ PostalCode: text, MunicipalityName: text });

/** As much of the answer as is used. bpost leaves out what it has nothing to say about. */
const answerOnWire = z.object({
  ValidateAddressesResponse: z.object({
    ValidatedAddressResultList: z.object({
      ValidatedAddressResult: z.tuple([z.object({
        '@id': z.union([z.string(), z.number().transform(String)]),
        ValidatedAddressList: z.object({
          ValidatedAddress: z.array(z.object({ PostalAddress: z.object({ StructuredDeliveryPointLocation: point.optional(), StructuredPostalCodeMunicipality: town.optional() }).optional() })).default([]),
        }).optional(),
        Error: z.array(z.object({ ErrorSeverity: z.string().default('error') })).default([]),
      })]),
    }),
  }),
});

/** Address proofing over its REST twin: the same messages as JSON. */
export function proofOverRest({ ask, fail }: Wire, callerName: string): ProofAddress {
  return async (address, exchange) => {
    const { street, houseNumber, box, postcode, city } = writable(address);
    const question = {
      ValidateAddressesRequest: {
        AddressToValidateList: {
          AddressToValidate: [{
            '@id': onlyId,
            PostalAddress: {
              DeliveryPointLocation: { StructuredDeliveryPointLocation: { StreetName: street, StreetNumber: houseNumber, ...(box !== undefined && { BoxNumber: box }) } },
              PostalCodeMunicipality: { StructuredPostalCodeMunicipality: { PostalCode: postcode, MunicipalityName: city } },
              CountryName: 'BELGIE',
            },
            DispatchingCountryISOCode: 'BE', DeliveringCountryISOCode: 'BE',
          }],
        },
        ValidateAddressOptions: { IncludeSuggestions: true },
        CallerIdentification: { CallerName: callerName },
      },
    };
    const answer = await ask({ method: 'POST', path: '/validateAddresses', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(question) }, exchange);
    if (answer.status >= 500) throw fail('busy', exchange.kind, `HTTP ${answer.status}`);
    if (answer.status === 400) throw fail('refused', exchange.kind, 'HTTP 400');
    const said = answer.status === 200 && /^application\/json\b/i.test(answer.type) ? readAnswer(answer.body) : undefined;
    const result = said?.ValidateAddressesResponse.ValidatedAddressResultList.ValidatedAddressResult[0];
    if (result?.['@id'] !== onlyId) throw fail('unverified', exchange.kind, `HTTP ${answer.status}`);
    return judge(address, {
      severities: result.Error.map(({ ErrorSeverity }) => ErrorSeverity),
      addresses: (result.ValidatedAddressList?.ValidatedAddress ?? []).flatMap(({ PostalAddress }) => PostalAddress ?? []).map(({ StructuredDeliveryPointLocation: at, StructuredPostalCodeMunicipality: inTown }) => ({
        street: at?.StreetName, number: at?.StreetNumber, box: at?.BoxNumber, postcode: inTown?.PostalCode, city: inTown?.MunicipalityName,
      })),
    });
  };
}

function readAnswer(body: Uint8Array): z.output<typeof answerOnWire> | undefined {
  const read = readJson(body);
  return 'value' in read ? answerOnWire.safeParse(read.value).data : undefined;
}
