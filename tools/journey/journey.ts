import { parseArgs } from 'node:util';
import { z } from 'zod';
import { driveJourney } from './drive-journey.ts';
import { middlewareClient, Refused } from './middleware-client.ts';
import { placeOf } from './find-place.ts';

const help = `npm run journey [-- options]

Drives one fictitious citizen from the expiry of the eID to the closed dossier, through HTTP alone, against a running middleware (npm start) whose
connectors are sandboxes. Ends with 0 only when the dossier is closed and the new card takes the code that was chosen, and no other.

Options
  --municipality <NIS>    24055 (Kortenberg) or 44021 (Gent, the default)
  --ground <ground>       disability (default), reduced-mobility, limited-availability
  --deliver-by <who>      official (default), bpost
  --pay <how>             bancontact, online-banking, transfer, none (default: none where there is no fee, else bancontact)
  --chaos <seed>          with faults on in the sandboxes, the same ones for the same seed
  --url <url>             where the middleware is (default http://127.0.0.1:3000)
  --json                  one JSON document on standard output and nothing else
  --help                  this text`;

const options = z.strictObject({
  municipality: z.string().regex(/^\d{5}$/, 'a NIS code has 5 digits').default('44021'),
  ground: z.enum(['disability', 'reduced-mobility', 'limited-availability']).default('disability'),
  'deliver-by': z.enum(['official', 'bpost']).default('official'),
  pay: z.enum(['bancontact', 'online-banking', 'transfer', 'none']).optional(),
  chaos: z.coerce.number().int().min(0).optional(),
  url: z.url().default('http://127.0.0.1:3000'),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});

async function main(): Promise<number> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({ options: { municipality: text, ground: text, 'deliver-by': text, pay: text, chaos: text, url: text, json: flag, help: flag } });
  const parsed = options.safeParse(values);
  if (!parsed.success) {
    console.error(parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
    return 2;
  }
  const { municipality: nis, ground, 'deliver-by': deliverBy, chaos, url, json } = parsed.data;
  if (parsed.data.help) {
    console.log(help);
    return 0;
  }
  const place = placeOf(nis);
  if (!place) {
    console.error(`--municipality: ${nis} is not configured here`);
    return 2;
  }
  const pay = parsed.data.pay ?? (place.fees[ground] > 0 ? 'bancontact' : 'none');
  const tell = (what: string) => { if (!json) console.log(`  ${what}`); };
  tell(`${place.name}: ${ground}, delivered by ${deliverBy}, paid by ${pay}`);
  const report = await driveJourney(middlewareClient(url, nis), { nis, ground, deliverBy, pay, chaos, triesCode: true }, place, tell);
  if (json) console.log(JSON.stringify(report));
  else {
    console.log(`\nDossier ${report.dossier} is ${report.state}: ${report.timeline.length} steps, ${report.messages.length} messages, ${report.effects.length} effects\n`);
    for (const { at, state, by } of report.timeline) console.log(`  ${at}  ${state.padEnd(20)} ${by}`);
  }
  return report.state === 'closed' && report.code?.chosen === 'verified' && report.code.factory === 'wrong' ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Refused ? `refused: ${error.message}` : `failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
