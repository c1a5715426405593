import { z } from 'zod';
import { judgeExpiry } from '#services/wire-kit/judge-expiry.ts';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { readTemplates } from '../../wire/whatsapp-wire.ts';
import { openGraph, type Graph, type GraphNoticed } from './ask-graph.ts';
import { judgeGraph } from './judge-graph.ts';
import type { WhatsappSettings } from './whatsapp-settings.ts';

type WhatsappEnv = Pick<LiveEnv<WhatsappSettings>, 'config' | 'secret' | 'realNow'>;
const phone = z.object({ id: z.string(), status: z.string().optional(), quality_rating: z.string().optional() });
const approved = z.object({ name: z.string(), language: z.string(), status: z.string(), components: z.array(z.object({ type: z.string(), text: z.string().optional() })) });
const page = z.object({ data: z.array(approved), paging: z.object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() }).optional() });
const pages = 20;

/** Asks for the number and for the texts that were approved; sends nothing. */
export async function checkWhatsapp(env: WhatsappEnv): Promise<readonly Finding[]> {
  const { config, secret, realNow } = env;
  const missing = [config.accessToken, config.appSecret, config.verifyToken, ...(config.trustRoots === undefined ? [] : [config.trustRoots])].find((reference) => !readable(reference, secret));
  if (missing !== undefined) return [{ what: 'credentials', ok: false, says: `Nothing can be read at ${missing}, which the settings of WhatsApp name: put it there.` }];
  const noticed: GraphNoticed[] = [];
  const graph = openGraph(env, (one) => { noticed.push(one); });
  const call: OutwardCall = {
    key: '', actor: 'connector:check', dossier: null, traceId: 'connector-check', signal: AbortSignal.timeout(4 * config.timeoutSeconds * 1_000), sealed: () => Promise.reject(new Error('a check carries no envelope')),
  };
  try {
    const found = await graph.ask({ method: 'GET', of: config.phoneNumberId, edge: '', query: { fields: 'id,status,quality_rating' }, answer: phone }, call).catch(() => undefined);
    const validTo = noticed.find((one) => one.validTo !== undefined)?.validTo;
    const expiry = validTo === undefined ? [] : [judgeExpiry('The certificate of Meta', validTo, realNow())];
    if (!found) return [whatIsWrong(noticed, config), ...expiry];
    const standing: Finding[] = found.status === undefined || found.status === 'CONNECTED' ? [] : [{ what: 'rights', ok: false, says: `Meta has the WhatsApp number as ${word(found.status)}: look at it in WhatsApp Manager.` }];
    return [
      { what: 'reachability', ok: true, says: `WhatsApp answers at ${config.url}, in version ${config.version}.` }, { what: 'credentials', ok: true, says: 'Meta takes our token for the WhatsApp number.' },
      ...standing, ...await checkTemplates(graph, config, call), ...expiry,
    ];
  } finally {
    graph.close();
  }
}

/** One sentence for each text that is not approved as it stands here, or one for all that are. */
async function checkTemplates(graph: Graph, { accountId, languages }: WhatsappSettings, call: OutwardCall): Promise<Finding[]> {
  const there = await approvedThere(graph, accountId, call).catch(() => undefined);
  if (!there) return [{ what: 'rights', ok: false, says: 'Meta does not show us which texts were approved: look at accountId, and whether our token may manage the account (whatsapp_business_management).' }];
  const wanted = readTemplates().filter(({ language }) => languages[language] !== undefined);
  const wrong = wanted.flatMap(({ name, language, text }): Finding[] => {
    const code = languages[language] ?? '';
    const found = there.get(`${name} ${code}`);
    const says = found === undefined ? 'was not submitted' : found.status !== 'APPROVED' ? `is ${word(found.status)} at Meta` : found.text === text ? undefined : 'says something else at Meta';
    return says === undefined ? [] : [{ what: 'mapping', ok: false, says: `The text ${name} (${code}) ${says}: until it is approved as it stands in whatsapp-templates.json, citizens are told this by their next medium.` }];
  });
  return wrong.length > 0 ? wrong : [{ what: 'mapping', ok: true, says: `All ${wanted.length} texts are approved.` }];
}

async function approvedThere(graph: Graph, accountId: string, call: OutwardCall): Promise<Map<string, { readonly status: string; readonly text: string | undefined }>> {
  const all = new Map<string, { readonly status: string; readonly text: string | undefined }>();
  let after: string | undefined;
  for (let turn = 0; turn < pages; turn += 1) {
    // The next page is asked for by its cursor: an address in an answer is not followed.
    const { data, paging } = await graph.ask({ method: 'GET', of: accountId, edge: '/message_templates', query: { fields: 'name,language,status,components', limit: '50', ...(after !== undefined && { after }) }, answer: page }, call);
    for (const { name, language, status, components } of data) all.set(`${name} ${language}`, { status, text: components.find(({ type }) => type === 'BODY')?.text });
    after = paging?.cursors?.after;
    if (paging?.next === undefined || after === undefined) return all;
  }
  throw new Error('more texts than any account has');
}

function whatIsWrong(noticed: readonly GraphNoticed[], { url, version }: WhatsappSettings): Finding {
  const { broken = { sent: true }, says = 'a refusal' } = noticed.find((one) => one.broken !== undefined) ?? {};
  if (broken.code === 2500 || broken.code === 2635) return { what: 'mapping', ok: false, says: `Meta does not know version ${version} of its Graph API any more (${says}): set a newer one.` };
  if (judgeGraph(broken) === 'not-let-in') return { what: 'credentials', ok: false, says: `Meta does not let us in (${says}): look at the token, its rights and its end, at appSecret and at phoneNumberId.` };
  return { what: 'reachability', ok: false, says: `WhatsApp does not answer as was agreed at ${url} (${says}): look at the address, the firewall and the status page of Meta.` };
}

/** A word of the other side is shown only where it is one. */
const word = (said: string): string => (/^[A-Z_]{1,40}$/.test(said) ? said : 'unknown');

function readable(reference: string, secret: (reference: string) => string): boolean {
  try {
    return secret(reference) !== '';
  } catch {
    return false;
  }
}
