import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';

/** The pages at a real house, over HTTP: who reaches what. The flow itself stands in citizen.system.test.ts. */

let t: ServedHouse;
let site: string;
beforeAll(async () => {
  t = await openServedHouse({ house: { publicUrl: () => t?.url ?? 'http://127.0.0.1' } });
  site = `${t.url}/pages/44021`;
});
afterAll(() => t.stop());

const clerk = as('clerk', 'an.claes');
let visitors = 0;
async function ask(path: string, { cookie = '', form }: { cookie?: string; form?: Record<string, string> } = {}) {
  const response = await fetch(`${site}${path}`, { redirect: 'manual', method: form ? 'POST' : 'GET', headers: { cookie, 'accept-language': 'fr' }, ...(form && { body: new URLSearchParams(form) }) });
  return { status: response.status, text: await response.text(), location: response.headers.get('location') ?? '', cookies: response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '').filter((pair) => !pair.endsWith('=')) };
}
async function anInvited(overrides: Parameters<typeof aCitizen>[1] = {}) {
  visitors += 1;
  const citizen = await aCitizen(t, { recognised: true, firstName: `Persoon${visitors}`, ...overrides });
  const { opened } = await t.call<{ opened: { dossier: string }[] }>('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  const dossier = opened[0]?.dossier ?? '';
  const { messages } = await t.pull<{ messages: { body: string }[] }>('messaging', 'messages', { dossier });
  return { citizen, dossier, code: messages.flatMap(({ body }) => /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(body) ?? []).at(-1) ?? '' };
}
const comeIn = async (code: string) => (await ask(`/${code}`)).cookies.join('; ');
/** The hidden fields of a page, as a browser reads them. */
const hiddenIn = (text: string): Record<string, string> => Object.fromEntries([...text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, field = '', value = '']) => [field, value.replaceAll(/&#(\d+);/g, (_whole, mark: string) => String.fromCharCode(Number(mark)))]));
/** Sends the form of a page as a browser does. */
async function send(path: string, cookie: string, values: Record<string, string>) {
  const { text, cookies } = await ask(path, { cookie });
  return ask(path, { cookie: [cookie, ...cookies].join('; '), form: { ...hiddenIn(text), ...values } });
}

test('the link of the invitation leads to the own dossier, in the own language, and the code does not stay in the address', async () => {
  const { code } = await anInvited({ language: 'de' });
  const entered = await ask(`/${code}`);
  expect([entered.status, entered.location]).toEqual([303, '/pages/44021/fr/welcome']);
  const welcome = await ask('/fr/welcome', { cookie: entered.cookies.join('; ') });
  expect(welcome.location).toBe('/pages/44021/de/appointment');
  expect((await ask('/de/appointment', { cookie: entered.cookies.join('; ') })).text).toContain(`Guten Tag Persoon${visitors}`);
});

test('a wrong code, what is no code at all and the code of an ended dossier are answered alike', async () => {
  const { dossier, code } = await anInvited();
  await t.call('request.withdraw', { dossier, reason: 'other' }, clerk);
  const answers = await Promise.all([ask(`/${code}`), ask('/22222-22222'), ask('/x'), ask(`/${'9'.repeat(60)}`)]);
  expect(new Set(answers.map(({ status, location, cookies }) => `${status} ${location} ${cookies.some((one) => one.startsWith('eid='))}`))).toEqual(new Set(['303 /pages/44021/fr?unknown false']));
});

test('a session shows its own dossier and no other, whatever the address says', async () => {
  const [mine, other] = [await anInvited(), await anInvited()];
  const cookie = await comeIn(mine.code);
  for (const path of ['/nl/appointment', `/nl/appointment?dossier=${other.dossier}`, `/nl/status?dossier=${other.dossier}`]) {
    const { status, text } = await ask(path, { cookie });
    expect([status, text.includes(`Persoon${visitors}`)]).toEqual([200, false]);
  }
  const { status } = await send('/nl/cancel', cookie, { dossier: other.dossier, reason: 'other' });
  expect(status).toBe(303);
  const stateOf = async (dossier: string) => (await t.call<{ state: string }>('request.status', { dossier }, clerk)).state;
  expect([await stateOf(mine.dossier), await stateOf(other.dossier)]).toEqual(['withdrawn', 'invited']);
});

test('names that look like markup stay text on every page', async () => {
  const { code } = await anInvited({ firstName: '<img src=x onerror=alert(1)>', lastName: '"><script>alert(2)</script>', street: '&lt;Straat" autofocus onfocus="x' });
  const cookie = await comeIn(code);
  for (const path of ['/nl/appointment', '/nl/check?why=a&who=other&start=1', '/nl/status']) {
    const { text } = await ask(path, { cookie });
    expect(text).not.toMatch(/<img src=x|<script|" onfocus=/);
  }
});

test('what was chosen on the pages before is judged anew by the house, and said in words', async () => {
  const { dossier, code } = await anInvited();
  const cookie = await comeIn(code);
  const { slots } = await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture', ground: 'disability' }, clerk);
  const path = `/nl/check?why=a&who=self&start=${slots[0]?.start}`;
  // Nobody pays for what is free.
  const paid = await send(path, cookie, { method: 'bancontact' });
  expect([paid.status, paid.text.includes('U hoeft niets meer te betalen')]).toEqual([422, true]);
  // Whoever chose on a page of an hour ago finds the moment gone.
  for (const official of [0, 1]) {
    const { dossier: another } = await anInvited();
    await t.call('appointments.hold', { dossier: another, purpose: 'capture', start: slots[0]?.start, ground: 'disability' }, clerk).catch(() => official);
  }
  const gone = await ask(path, { cookie });
  expect([gone.status, gone.text.includes('Iemand anders koos net dit moment'), gone.text.includes('<form')]).toEqual([422, true, false]);
  expect((await ask('/nl/moment?why=z&who=self', { cookie })).location).toContain('/nl/appointment');
});

test('contact data that changed meanwhile is shown anew, never overwritten', async () => {
  const { citizen, dossier, code } = await anInvited();
  const cookie = await comeIn(code);
  const { slots } = await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture', ground: 'disability' }, clerk);
  const path = `/nl/check?why=a&who=self&start=${slots[3]?.start}`;
  const { text, cookies } = await ask(path, { cookie });
  const hidden = hiddenIn(text);
  const { citizens } = await t.pull<{ citizens: { citizen?: { insz: string }; insz?: string }[] }>('crm', 'citizens');
  const known = citizens.map((one) => one.citizen ?? one).find(({ insz }) => insz === citizen.insz);
  const { version: _version, ...rest } = { version: '', ...known };
  await t.pull('crm', 'put-citizen', { citizen: { ...rest, email: 'van-het-loket@example.org' } });
  const refused = await ask(path, { cookie: [cookie, ...cookies].join('; '), form: { ...hidden, email: 'van-de-pagina@example.org' } });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Uw gegevens zijn intussen veranderd');
  expect(refused.text).toContain('van-het-loket@example.org');
});

test('a request sent twice with the same form asks for one visit', async () => {
  const { dossier, code } = await anInvited();
  const cookie = await comeIn(code);
  const { slots } = await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture', ground: 'disability' }, clerk);
  const path = `/nl/check?why=a&who=self&start=${slots[5]?.start}`;
  const { text, cookies } = await ask(path, { cookie });
  const form = hiddenIn(text);
  const both = await Promise.all([0, 1].map(() => ask(path, { cookie: [cookie, ...cookies].join('; '), form })));
  expect(both.every(({ location }) => location === '/pages/44021/nl/done' || location === '')).toBe(true);
  expect(both.some(({ location }) => location === '/pages/44021/nl/done')).toBe(true);
  const { appointments } = await t.call<{ appointments: unknown[] }>('appointments.ofDossier', { dossier }, clerk);
  expect(appointments).toHaveLength(1);
  const calendar = await ask('/nl/calendar/capture', { cookie });
  expect(calendar.text).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*SUMMARY:Eerste bezoek: vingerafdrukken\r\n[\s\S]*LOCATION:Teststraat/);
});
