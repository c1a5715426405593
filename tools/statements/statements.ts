import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readSettings } from '#config/environment.ts';
import { municipalitiesFor } from '#config/municipalities-for.ts';
import { readSecret } from '#config/read-secret.ts';
import { commandLine, inHouse, waitForOutbox } from '#tools/eid/in-house.ts';
import { reconcile, statementReport, verdicts, writeReconciliation } from './reconciliation.ts';

const help = `npm run statements -- --municipality <NIS> <file> [--dry-run] [--json]

Takes in a bank statement (CODA or camt.053) and says what each line pays, or why it pays nothing. A file that does not add up is refused whole; one that comes
again adds nothing. Opens the data of DATA_DIR (or DATABASE_URL) by itself; a running middleware may stay up.

  --dry-run  only says it
  --json     as one JSON document`;

const { positionals: [file, ...more], values } = parseArgs({ allowPositionals: true, options: { municipality: { type: 'string' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help === true) console.log(help);
else if (file === undefined || more.length > 0 || values.municipality === undefined) {
  console.error(`a municipality and one file are asked\n\n${help}`);
  process.exitCode = 2;
} else process.exitCode = await takeIn(file, values.municipality).catch((error: unknown) => { console.error(error instanceof Error ? error.message : String(error)); return 1; });

/** The credential with which the bank's channel would bring it: the same way in, without the network between. */
function authorization(nis: string): string {
  const definition = municipalitiesFor(readSettings()).find((candidate) => candidate.nis.some(({ code }) => code === nis));
  const chosen = definition?.connectors.find(({ port, mode }) => port.id === 'payment' && mode === 'live');
  const settings = z.looseObject({ statements: z.object({ user: z.string(), password: z.string() }) }).safeParse(chosen?.config).data?.statements;
  if (!settings) throw new Error(`municipality ${nis} takes no statements in: its payment connector is not live, or has no 'statements' setting`);
  return `Basic ${Buffer.from(`${settings.user}:${readSecret(settings.password)}`).toString('base64')}`;
}

async function takeIn(path: string, nis: string): Promise<number> {
  const body = readFileSync(path);
  const headers = { authorization: authorization(nis) };
  const isDry = values['dry-run'] === true;
  return inHouse({ municipality: nis }, async (house, id) => {
    const read = async (dry: boolean) => {
      const { status, body: said = '' } = await house.inbound.receive(nis, 'payment', { method: 'POST', path: '/statements', query: new URLSearchParams(dry ? { 'dry-run': '' } : {}), headers, body });
      const answer: unknown = JSON.parse(Buffer.from(said).toString('utf8'));
      if (status === 200) return statementReport.parse(answer);
      const { title, issues = [] } = z.object({ title: z.string(), issues: z.array(z.object({ name: z.string(), detail: z.string() })).optional() }).parse(answer);
      throw new Error([title, ...issues.map(({ name, detail }) => `${name}: ${detail}`)].join('\n'));
    };
    const { credits } = await read(true);
    const lines = credits.map(({ bankReference, amount, valueDate, communication }) => ({ bankReference, amount, valueDate, communication }));
    // Before anything is taken in: afterwards every line was.
    const judged = verdicts.parse(await house.call('payment.reconcile', { lines }, commandLine(id, ['payment:reconcile'])));
    const reconciliation = reconcile(await read(isDry), judged.verdicts);
    if (!isDry) await waitForOutbox(house, { municipality: nis });
    console.log(values.json === true ? JSON.stringify(reconciliation) : writeReconciliation(reconciliation));
  }, !isDry);
}
