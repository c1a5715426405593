import type { Citizen, Medium } from '#connectors/crm/crm.port.ts';

/**
 * Digital first; a clerk's call or a letter where nothing digital is possible. An e-Box needs no address and reaches most people, but is looked into less often than what
 * rings in a pocket: it comes after those, and before what takes a clerk or paper.
 */
const order: readonly Medium[] = ['email', 'sms', 'whatsapp', 'e-box', 'telephone', 'letter'];

type Reach = Pick<Citizen, 'email' | 'mobile' | 'phone' | 'whatsappOptIn' | 'preferredMedium' | 'language'>;
export interface MediaRules { readonly media: readonly Medium[]; readonly letterWhenAsked: boolean }

const possible: { readonly [M in Medium]: (citizen: Reach) => boolean } = {
  email: ({ email }) => email !== null,
  sms: ({ mobile }) => mobile !== null,
  // WhatsApp may be used after opt-in only.
  whatsapp: ({ mobile, whatsappOptIn }) => mobile !== null && whatsappOptIn,
  // It speaks the three official languages. Whether this citizen opens one is known when something is sent.
  'e-box': ({ language }) => language !== 'en',
  telephone: ({ phone, mobile }) => (phone ?? mobile) !== null,
  letter: () => true,
};

/**
 * The media to try, the best one first: the citizen's preference where it is possible, then digital, telephone, letter. Who asked for letters gets
 * one at once, unless the municipality has switched that off. When one medium is `wanted` it is that one or none.
 */
export function chooseMedia(citizen: Reach, { media, letterWhenAsked }: MediaRules, wanted?: Medium): Medium[] {
  const usable = order.filter((medium) => media.includes(medium) && possible[medium](citizen));
  if (wanted !== undefined) return usable.filter((medium) => medium === wanted);
  const preferred = citizen.preferredMedium === 'letter' && !letterWhenAsked ? null : citizen.preferredMedium;
  const first = preferred !== null && usable.includes(preferred) ? [preferred] : [];
  return [...new Set([...first, ...usable])];
}

/** A representative is told by e-mail, else by SMS. Nobody writes letters to, or telephones, who did not ask for it. */
export function chooseForRepresentative({ email, mobile }: { email: string | null; mobile: string | null }, { media }: Pick<MediaRules, 'media'>): Medium[] {
  return [...(email === null ? [] : ['email' as const]), ...(mobile === null ? [] : ['sms' as const])].filter((medium) => media.includes(medium));
}

/** Those that carry a short text only. */
const short: ReadonlySet<Medium> = new Set(['sms', 'whatsapp']);

/** What somebody wrote for this citizen goes whole, whatever the preference: a medium that has room for the short text only, which says where the rest is, comes last. */
export function wholeFirst(media: readonly Medium[]): Medium[] {
  return [...media.filter((medium) => !short.has(medium)), ...media.filter((medium) => short.has(medium))];
}
