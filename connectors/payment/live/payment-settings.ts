import { z } from 'zod';
import { restCredentials, restPlace } from '#connectors/rest-kit/rest-place.ts';
import { secretReference } from '#services/kernel/secret.ts';
import { providerPlace } from './provider-place.ts';

const origin = z.url({ protocol: /^https?$/ }).refine((url) => URL.canParse(url) && new URL(url).origin === url, 'scheme, host and port alone');

export const bancontactSettings = z.strictObject({
  ...providerPlace,
  profileId: z.string().regex(/^[\w-]{8,64}$/).describe('Payment profile: a callback must be about it.'),
  keysUrl: restPlace.url.describe('Where the keys are published with which callbacks are signed (JWKS).'),
  issuer: z.string().min(1).max(64).default('Payconiq').describe('Who signs callbacks, as they say it (capitals do not count).'),
});
export type BancontactSettings = z.output<typeof bancontactSettings>;

export const mollieSettings = z.strictObject({
  ...providerPlace,
  bank: z.enum(['kbc', 'belfius', 'any']).default('any').describe('Which bank `online-banking` opens; `any`: the citizen chooses between KBC and Belfius.'),
});
export type MollieSettings = z.output<typeof mollieSettings>;

export const accountsSettings = z.strictObject({
  ...restPlace, credentials: restCredentials.describe('How we say who we are.'),
}).describe('The municipality\'s own accounts: they expect transfers, and pay them back (accounts-v1.openapi.json).');
export type AccountsSettings = z.output<typeof accountsSettings>;

export const statementsSettings = z.strictObject({
  user: z.string().regex(/^[^:\s]{1,64}$/, 'a user name has no colon and no space').describe('Who brings statements: user name of the bank\'s channel or of the treasurer\'s program.'),
  password: secretReference.describe('Its password.'),
  format: z.enum(['coda', 'camt.053']).describe('The one format in which this account is told. Both say the same money, each by references of its own: taken in side by side it would count twice.'),
});
export type StatementsSettings = z.output<typeof statementsSettings>;

/** How a municipality reaches its payment providers and its bank. */
export const paymentSettings = z.strictObject({
  account: z.strictObject({
    iban: z.string().regex(/^BE\d{14}$/, 'a Belgian IBAN is BE and 14 digits').describe('Account on which transfers arrive.'),
    beneficiary: z.string().min(1).max(70).describe('Name of the account\'s holder.'),
  }).describe('The municipality\'s account.'),
  bancontact: bancontactSettings.optional().describe('Bancontact Pay, merchant API v3.'),
  mollie: mollieSettings.optional().describe('Mollie, payments API v2.'),
  accounts: accountsSettings.optional(),
  statements: statementsSettings.optional().describe('Who may bring bank statements to `…/payment/statements` (CODA, camt.053).'),
  servedBy: z.strictObject({
    bancontact: z.enum(['bancontact', 'mollie']).default('bancontact').describe('Who serves Bancontact.'),
    'online-banking': z.enum(['mollie']).default('mollie').describe('Who serves online banking.'),
  }).prefault({}).describe('Which provider serves which way of paying.'),
  returnTo: z.array(origin).min(1).optional().describe('Sites to which a citizen may be sent back after paying; any when left out.'),
}).refine((settings) => settings.bancontact || settings.mollie, { path: ['bancontact'], error: 'at least one provider is needed' })
  .refine(({ servedBy, ...settings }) => servedBy.bancontact === 'bancontact' || settings.mollie !== undefined, { path: ['servedBy', 'bancontact'], error: 'that provider has no settings' });
export type PaymentSettings = z.output<typeof paymentSettings>;
