import { parseArgs } from 'node:util';
import { z } from 'zod';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import type { Flaw } from './content/card-content.ts';
import { testPerson, type CardPerson } from './content/card-person.ts';
import { filePaths, type FileName } from './content/file-paths.ts';

export const help = `npm run simulated-card -- [options]

Mints a Belgian eID card of somebody who does not exist, signed by authorities that are marked TEST, and puts it into a virtual card reader (vpcd, Debian package
vsmartcard-vpcd). While it runs, on standard input: "pull", "insert", "state", "quit".

  --applet 1.7|1.8        RSA, or elliptic curve (default 1.7)
  --state not-activated|active|blocked
                          (default active)
  --pin <digits>          4 to 12 of them (default 1234)
  --port <port>           of vpcd (default 35963, as Debian sets it up; its second slot has the next one)
  --authorities <folder>  keeps the authorities there, so that later cards have the same; their roots stand beside them, as root-rsa.pem and root-ec.pem
  --card-number <number>, --insz <number>, --last-name <name>, --first-names <names>, --valid-until <YYYY-MM-DD>
                          who is on it
  --minor                 no certificate to sign with
  --flaw <flaw>           forged-identity, forged-address, forged-photo, foreign-register, or cut-short:<file> (may be repeated); files are
                          ${Object.keys(filePaths).slice(0, 9).join(', ')},
                          ${Object.keys(filePaths).slice(9).join(', ')}
  --pull-after <commands>, --mute-after <commands>
                          it is pulled, or falls silent, after so many commands`;

const flaws = z.enum(['forged-identity', 'forged-address', 'forged-photo', 'foreign-register']);
const cutShort = z.string().startsWith('cut-short:').transform((text) => text.slice('cut-short:'.length)).pipe(z.custom<FileName>((name) => typeof name === 'string' && Object.hasOwn(filePaths, name), 'there is no such file'))
  .transform((name) => ({ cutShort: name }));
const count = z.coerce.number().int().min(0).optional();

const options = z.object({
  applet: z.enum(['1.7', '1.8']).default('1.7'), state: z.enum(['not-activated', 'active', 'blocked']).default('active'),
  pin: z.string().regex(/^\d{4,12}$/, 'a PIN has 4 to 12 digits').default('1234'), port: z.coerce.number().int().min(1).max(65_535).default(35_963), authorities: z.string().optional(),
  'card-number': cardNumberSchema.optional(), insz: inszSchema.optional(), 'last-name': z.string().max(90).optional(), 'first-names': z.string().max(75).optional(), 'valid-until': daySchema.optional(),
  minor: z.boolean().default(false), flaw: z.array(z.union([flaws, cutShort])).default([]), 'pull-after': count, 'mute-after': count,
});

export interface Wish {
  readonly person: CardPerson;
  readonly card: { readonly applet: '1.7' | '1.8'; readonly state: 'not-activated' | 'active' | 'blocked'; readonly pin: string; readonly signing: boolean; readonly flaws: readonly Flaw[] };
  readonly port: number;
  readonly authorities: string | undefined;
  readonly pullAfter: number | undefined;
  readonly muteAfter: number | undefined;
}

/** What was asked on the command line; `help` when that was asked, or what is wrong with it. */
export function readWish(args: readonly string[]): Wish | 'help' | { readonly wrong: string } {
  try {
    const text = { type: 'string' } as const;
    const { values: { help: asksHelp, ...given } } = parseArgs({
      args: [...args], options: {
        help: { type: 'boolean' }, minor: { type: 'boolean' }, flaw: { type: 'string', multiple: true }, applet: text, state: text, pin: text, port: text, authorities: text,
        'card-number': text, insz: text, 'last-name': text, 'first-names': text, 'valid-until': text, 'pull-after': text, 'mute-after': text,
      },
    });
    if (asksHelp === true) return 'help';
    const { applet, state, pin, port, minor, flaw, authorities, ...asked } = options.parse(given);
    const person = testPerson({
      ...asked['card-number'] === undefined ? {} : { cardNumber: asked['card-number'] }, ...asked.insz === undefined ? {} : { insz: asked.insz },
      ...asked['last-name'] === undefined ? {} : { lastName: asked['last-name'] }, ...asked['first-names'] === undefined ? {} : { firstNames: asked['first-names'] },
      ...asked['valid-until'] === undefined ? {} : { validUntil: asked['valid-until'] },
    });
    return { person, card: { applet, state, pin, signing: !minor, flaws: flaw }, port, authorities, pullAfter: asked['pull-after'], muteAfter: asked['mute-after'] };
  } catch (error) {
    if (error instanceof z.ZodError) return { wrong: error.issues.map(({ path, message }) => `--${path[0]?.toString()}: ${message}`).join('\n') };
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}
