import { z } from 'zod';
import { messages } from './answers.ts';
import { credential, until, type JourneyRun } from './journey-run.ts';

const checked = z.object({ opened: z.array(z.object({ dossier: z.string() })), notOpened: z.array(z.object({ reason: z.string(), count: z.number() })) });
const found = z.object({ dossiers: z.array(z.object({ dossier: z.string() })) });
const codeInText = /\b([0-9A-Z]{5}-?[0-9A-Z]{5})\b/;

/** J1–J3: the daily check finds the eID, and the citizen gets a message with a personal code. */
export async function beInvited(run: JourneyRun): Promise<{ code: string }> {
  const { client, tell } = run;
  const dossier = await beFound(run);
  const body = await until(run, 'the invitation has come', async () => {
    const { messages: sent } = await client.pull(messages, 'messaging', 'messages', { dossier });
    return sent[0]?.body;
  });
  const code = codeInText.exec(body)?.[1];
  if (code === undefined) throw new Error('the invitation holds no personal code');
  tell('invitation received, with a personal code');
  return { code };
}

/** A look-up that got no answer leaves its citizen to the next check: by night that is the next night, by hand who reads the answer has it done again. */
async function beFound(run: JourneyRun): Promise<string> {
  const { client, citizen, administrator, tell } = run;
  const official = await credential(client, 'official');
  return until(run, 'the expiry check could look up everybody', async () => {
    const { opened, notOpened } = await client.post(checked, '/expiry-checks', administrator, {});
    const left = notOpened.map(({ reason, count }) => `${count} ${reason}`).join(', ');
    tell(`expiry check: ${opened.length} dossier(s) opened${left === '' ? '' : `, not: ${left}`}`);
    const { dossiers } = await client.post(found, '/dossiers/find', official, { insz: citizen.insz });
    const dossier = dossiers[0]?.dossier;
    if (dossier === undefined && !notOpened.some(({ reason }) => reason === 'look-up-failed')) throw new Error(`the expiry check opened no dossier for this citizen (not opened: ${left})`);
    return dossier;
  });
}
