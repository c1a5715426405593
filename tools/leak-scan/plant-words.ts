import { z } from 'zod';
import { middlewareClient, type Connect, type MiddlewareClient } from '#tools/journey/middleware-client.ts';
import { nothing } from '#tools/journey/answers.ts';
import type { Citizen, Town } from '#tools/journey/new-citizen.ts';
import { deviceFingers } from '#tools/simulated-sbi/device-fingers.ts';
import { writePrint } from '#tools/simulated-sbi/write-print.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';

/** Words that nobody else has: where one of them stands, it leaked from here. */
export const planted = {
  firstNames: 'Zéphyrine-Ludmïlla', lastName: 'Vandenquøstkræmer', street: 'Quøstkræmerlaan', mobile: '+32470918273', email: 'z.vandenquoestkraemer@planted.example',
  code: '918273645546', pin: '271828182845', wrongPin: '314159265358',
} as const;

const plantedQuality = 85;
const whereTheImageIs = [2_000, 2_200] as const;
const records = () => deviceFingers.filter(({ finger }) => finger.endsWith('-index')).map(({ position }) => writePrint({ position, quality: plantedQuality, seed: 1, at: new Date(0) }));

/** Of each index finger, a piece of the image that the simulated device takes of it: it draws the same one for every citizen. */
export const plantedPrints = (): readonly Buffer[] => records().map((record) => record.subarray(...whereTheImageIs));
/** Both records, as a device that seals nothing would send them. */
export const recordsInClear = (): readonly string[] => records().map((record) => record.toString('base64'));

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

/** What the citizen knows and does at the device is planted too. */
const byLever: Readonly<Record<string, (input: Record<string, unknown>) => object>> = {
  'insert-card': (input) => ({ ...input, card: withPin(anyCard.parse(input['card'])) }),
  'choose-code': (input) => ({ ...input, code: planted.code }),
  'put-fingers': (input) => ({ ...input, fingers: anyFingers.parse(input['fingers']).map((one) => ({ ...one, quality: plantedQuality })) }),
};
const anyCard = z.looseObject({ activated: z.boolean() });
const anyFingers = z.array(z.looseObject({}));
const withPin = (card: z.output<typeof anyCard>) => ({ ...card, ...(card.activated && { pin: planted.pin }) });

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
