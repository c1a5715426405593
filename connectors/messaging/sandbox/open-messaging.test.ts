import { randomUUID } from 'node:crypto';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { readTemplates } from '../wire/whatsapp-wire.ts';
import { openMessaging } from './open-messaging.ts';

const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
const sandbox = openMessaging(bench.env);
afterAll(() => { sandbox.close(); bench.remove(); });

const dossier = randomUUID();
const message = { language: 'fr', subject: 'Votre eID', body: '…', dossier, to: 'noor@example.org' } as const;
const refusing = (refused: boolean) => bench.pull(sandbox, 'refuse-address', { to: message.to, refused });

test('an address is refused from the moment it is told, until it is taken again', async () => {
  await refusing(true);
  await expect(sandbox.implementation.sendEmail(message, bench.call())).rejects.toMatchObject({ type: 'messaging.address-refused' });
  await refusing(false);
  await expect(sandbox.implementation.sendEmail(message, bench.call())).resolves.toBeDefined();
});

test('the link of a letter and the template of a WhatsApp message are on the list', async () => {
  const [approved = { name: '', parameters: [] }] = readTemplates();
  const address = { street: 'Kerkstraat', houseNumber: '3', postcode: '3070', city: 'Kortenberg' };
  await sandbox.implementation.sendLetter({ ...message, to: { name: 'Noor', address }, link: 'https://gemeente.example/c/1' }, bench.call());
  await sandbox.implementation.sendWhatsapp({ ...message, to: '+32470123456', template: approved.name, parameters: approved.parameters.map((name) => ({ name, text: 'x' })) }, bench.call());
  expect(await bench.pull(sandbox, 'messages', {})).toMatchObject({
    messages: [{ medium: 'email', link: null, template: null }, { medium: 'letter', link: 'https://gemeente.example/c/1' }, { medium: 'whatsapp', template: approved.name }],
  });
});

test('nothing is reported about a message that was never sent', async () => {
  await expect(bench.pull(sandbox, 'report', { messageId: 'unknown', status: 'delivered' })).rejects.toMatchObject({ type: 'messaging-sandbox.unknown-message' });
  expect(bench.delivered).toEqual([]);
});
