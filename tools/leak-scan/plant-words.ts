import { createHash } from 'node:crypto';
import { middlewareClient, type Connect, type MiddlewareClient } from '#tools/journey/middleware-client.ts';
import { nothing } from '#tools/journey/answers.ts';
import type { Citizen, Town } from '#tools/journey/new-citizen.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';

/** Words that nobody else has: where one of them stands, it leaked from here. */
export const planted = {
  firstNames: 'Zéphyrine-Ludmïlla', lastName: 'Vandenquøstkræmer', street: 'Quøstkræmerlaan', mobile: '+32470918273', email: 'z.vandenquoestkraemer@planted.example',
  code: '918273645546', imageRecord: createHash('sha512').update('the finger of nobody').digest(),
} as const;

/** One of several citizens with the same planted name, each with numbers of his or her own. */
export function plantedCitizen(serial: number, expiresOn: string): Citizen {
  const birthDay = '1961-07-30';
  return {
    birthDay, expiresOn, firstNames: planted.firstNames, lastName: planted.lastName,
    insz: makeInsz(birthDay, 300 + serial, { testPerson: true }), cardNumber: makeCardNumber(String(5_918_273_640 + serial)),
  };
}

/** Lets every outside system know a planted citizen. */
export async function makePlantedKnown(client: MiddlewareClient, { insz, cardNumber, birthDay, expiresOn }: Citizen, { nis, postcode, city }: Town): Promise<void> {
  const { firstNames, lastName, street, mobile, email } = planted;
  await client.pull(nothing, 'crm', 'put-citizen', {
    citizen: {
      insz, firstName: firstNames, lastName, language: 'nl', address: { street, houseNumber: '1', postcode, city },
      email, mobile, phone: null, preferredMedium: 'email', whatsappOptIn: false, representative: null, reachable: true,
    },
  });
  await client.pull(nothing, 'biza', 'put-person', { insz, firstNames: [firstNames], lastName, birthDate: birthDay, deceased: false, nisCode: nis });
  await client.pull(nothing, 'disability-register', 'put-recognition', { insz, from: '2020-01-01', until: null });
  await client.pull(nothing, 'eid-tool', 'put-card', { card: { cardNumber, insz, kind: 'eid', expiresOn, renewal: 'card' } });
}

/** What the citizen does on the device is planted too. */
const byLever: Readonly<Record<string, (input: Record<string, unknown>) => object>> = {
  'type-pin': (input) => ({ ...input, ...('pin' in input && { pin: planted.code }) }),
  'choose-code': (input) => ({ ...input, code: planted.code }),
  'put-fingers': (input) => ({ ...input, fingers: (Array.isArray(input['fingers']) ? input['fingers'] : []).map((finger: object) => ({ ...finger, imageRecord: planted.imageRecord.toString('base64') })) }),
};

export interface Listened { readonly path: string; readonly request: string; readonly status: number; readonly answer: string }

/** A client that plants, and lets somebody listen to all that goes over the wire. */
export function plantingClient(url: string, nis: string, listen: (heard: Listened) => void): MiddlewareClient {
  const connect: Connect = async (path, request) => {
    const plant = byLever[/\/sandbox\/\d+\/devices\/(.*)$/.exec(path)?.[1] ?? ''];
    const body = plant && typeof request.body === 'string' ? JSON.stringify(plant(JSON.parse(request.body))) : request.body;
    const answer = await fetch(new URL(path, url), { ...request, ...(body !== undefined && { body }) });
    listen({ path, request: `${JSON.stringify(request.headers)} ${typeof body === 'string' ? body : ''}`, status: answer.status, answer: await answer.clone().text() });
    return answer;
  };
  return middlewareClient(url, nis, connect);
}
