import { z } from 'zod';
import { randomUUID } from 'node:crypto';
import type { ConsoleCtx } from './console-page.ts';

const begun = z.object({ url: z.url(), signIn: z.uuid() });
export const waiting = z.object({ nis: z.string(), url: z.url(), signIn: z.uuid() });

/** Begins a sign-in of an official, as the municipality's website would; gives the page that says what to fill in at the login service. */
export async function beginSignIn({ askHouse, houseUrl, address, keep, towns }: ConsoleCtx, nis: string): Promise<string> {
  const town = towns.find((one) => one.nis === nis);
  if (!town) return '';
  const id = randomUUID();
  const { url, signIn } = begun.parse(await askHouse(town, 'sign-in.begin', { returnUrl: `${houseUrl}${address(`/signed-in/${id}`)}` }));
  keep({ nis, url, signIn }, id);
  return `/sign-in/${id}`;
}
