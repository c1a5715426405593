import { z } from 'zod';
import type { Language } from '#services/kernel/context.ts';
import type { ActionInput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { appointmentTexts } from './appointment-texts.ts';
import type { Wrong } from '#services/pieces/form-pieces.ts';
import type { Overview } from './overview-or-refusal.ts';

const email = z.union([z.literal(''), z.email()]);
const mobile = z.string().trim().max(20).regex(/^(\+?[0-9][0-9 ]{6,})?$/);
const relation = z.enum(['parent', 'guardian', 'carer']);
const name = z.string().trim().min(1).max(80);

/** What the last step takes. Who helps says who he or she is; who pays says how. An address or number that is emptied is taken away; one that the form did not hold stays. */
export const checkFields = z.object({
  version: z.string().min(1).max(200), who: z.enum(['self', 'other']), fee: z.string().max(3),
  email: email.optional(), mobile: mobile.optional(),
  preferredMedium: z.enum(['', 'email', 'sms', 'whatsapp', 'e-box', 'telephone', 'letter']).default(''), whatsappOptIn: z.literal('yes').optional(),
  relation: relation.optional(), firstName: z.string().trim().max(80).default(''), lastName: z.string().trim().max(80).default(''), helperEmail: email.optional(), helperMobile: mobile.optional(),
  method: z.enum(['bancontact', 'online-banking', 'transfer']).optional(),
}).superRefine((values, issues) => {
  const missing = (path: string) => issues.addIssue({ code: 'custom', path: [path], message: 'missing' });
  if (values.who === 'other' && values.relation === undefined) missing('relation');
  if (values.who === 'other' && !name.safeParse(values.firstName).success) missing('firstName');
  if (values.who === 'other' && !name.safeParse(values.lastName).success) missing('lastName');
  if (values.fee === 'yes' && values.method === undefined) missing('method');
});
type Values = z.output<typeof checkFields>;
type Contact = NonNullable<ActionInput<'request.submit'>['contact']>;

/** Only what is newer than what is known: what is left alone stays as it is. */
export function contactOf({ version, who, preferredMedium, whatsappOptIn, relation: related, firstName, lastName, ...typed }: Values, { citizen, representative: known }: Pick<Overview, 'citizen' | 'representative'>): Contact | undefined {
  const optIn = whatsappOptIn === 'yes';
  const [email, mobile] = [chosen(typed.email, citizen.email), chosen(typed.mobile, citizen.mobile)];
  const newer = {
    ...(email !== citizen.email && { email }), ...(mobile !== citizen.mobile && { mobile }),
    ...(preferredMedium !== '' && preferredMedium !== citizen.preferredMedium && { preferredMedium }), ...(optIn !== citizen.whatsappOptIn && { whatsappOptIn: optIn }),
    ...(who === 'other' && related && helperOf({ relation: related, firstName, lastName }, typed, known)),
  };
  return Object.keys(newer).length === 0 ? undefined : { version, ...newer };
}

/** Somebody else than who was known brings nothing along of that other person. */
function helperOf(named: Pick<NonNullable<Overview['representative']>, 'relation' | 'firstName' | 'lastName'>, { helperEmail, helperMobile }: Pick<Values, 'helperEmail' | 'helperMobile'>, known: Overview['representative']): Pick<Contact, 'representative'> {
  const same = known?.relation === named.relation && known.firstName === named.firstName && known.lastName === named.lastName ? known : null;
  const [email, mobile] = [chosen(helperEmail, same?.email ?? null), chosen(helperMobile, same?.mobile ?? null)];
  return same?.email === email && same.mobile === mobile ? {} : { representative: { ...named, email, mobile } };
}

const chosen = (typed: string | undefined, known: string | null): string | null => (typed === undefined ? known : typed === '' ? null : typed);

/** Each problem in words, in the order in which the fields stand on the page. */
export function wrongIn(problems: Readonly<Record<string, string>>, language: Language): Wrong[] {
  const say = sayIn(appointmentTexts, language);
  const words: readonly (readonly [field: string, said: string])[] = [
    ['email', say('emailWrong')], ['mobile', say('mobileWrong')], ['preferredMedium', say('fieldMissing', { label: say('medium') })], ['relation', say('fieldMissing', { label: say('relation') })], ['firstName', say('fieldMissing', { label: say('firstName') })],
    ['lastName', say('fieldMissing', { label: say('lastName') })], ['helperEmail', say('emailWrong')], ['helperMobile', say('mobileWrong')], ['method', say('methodMissing')],
  ];
  return words.filter(([field]) => Object.hasOwn(problems, field)).map(([field, said]) => ({ field, said }));
}
