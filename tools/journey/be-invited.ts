import { z } from 'zod';
import { messages } from './answers.ts';
import { credential, until, type JourneyRun } from './journey-run.ts';

const checked = z.object({ opened: z.array(z.object({ dossier: z.string() })) });
const codeInText = /\b([0-9A-Z]{5}-?[0-9A-Z]{5})\b/;

/** J1–J3: the daily check finds the eID, and the citizen gets a message with a personal code. */
export async function beInvited(run: JourneyRun): Promise<{ code: string }> {
  const { client, citizen, administrator, tell } = run;
  const { opened } = await client.post(checked, '/expiry-checks', administrator, {});
  tell(`expiry check: ${opened.length} dossier(s) opened`);
  const { dossiers } = await client.post(z.object({ dossiers: z.array(z.object({ dossier: z.string(), state: z.string() })) }), '/dossiers/find', await credential(client, 'official'), { insz: citizen.insz });
  const dossier = dossiers[0]?.dossier;
  if (dossier === undefined) throw new Error('the expiry check opened no dossier for this citizen');
  const body = await until(run, 'the invitation has come', async () => {
    const { messages: sent } = await client.pull(messages, 'messaging', 'messages', { dossier });
    return sent[0]?.body;
  });
  const code = codeInText.exec(body)?.[1];
  if (code === undefined) throw new Error('the invitation holds no personal code');
  tell('invitation received, with a personal code');
  return { code };
}
