import { agreeMoment } from './agree-moment.ts';
import { entered, moments, nothing, overview, payments, sandboxPayments, shown, submitted } from './answers.ts';
import { credential, until, type JourneyRun } from './journey-run.ts';

export interface PlannedVisit { readonly dossier: string; readonly citizen: string; readonly official: string; readonly start: number }

/** J4–J6: the citizen comes in by the code, chooses a moment and pays. */
export async function requestVisit(run: JourneyRun, code: string): Promise<PlannedVisit> {
  const { client, options, website, tell } = run;
  const { token: citizen, dossier } = await client.post(entered, '/enter', website, { code });
  const method = options.pay === 'none' ? {} : { method: options.pay, returnUrl: 'https://www.example.org/terug' };
  const { answer: { appointment, payment } } = await agreeMoment(
    run, async () => (await client.get(moments, `/dossiers/${dossier}/moments?purpose=capture&ground=${options.ground}`, citizen)).slots,
    async ({ start }) => {
      // What is known is shown, and the citizen gives a newer number with it.
      const { citizen: { version } } = await client.get(overview, `/dossiers/${dossier}/overview`, citizen);
      return client.post(submitted, `/dossiers/${dossier}/request`, citizen, { ground: options.ground, start, contact: { version, mobile: '+32470000001' }, ...method });
    },
  );
  tell(`visit asked for ${new Date(appointment.start).toISOString()}${payment ? `, ${payment.amount / 100} EUR to pay by ${payment.method}` : ', nothing to pay'}`);
  if (payment) await pay(run, dossier, citizen);

  const official = appointment.official;
  const officialToken = await credential(client, 'official', official);
  await until(run, 'the visit is certain', async () => {
    const { state } = await client.get(shown, `/dossiers/${dossier}`, officialToken);
    return state === 'scheduled' ? state : undefined;
  });
  tell('the first visit is certain');
  return { dossier, citizen, official, start: appointment.start };
}

/** Plays the citizen at the payment page, or at the bank. */
async function pay(run: JourneyRun, dossier: string, citizen: string): Promise<void> {
  const { client, tell } = run;
  const open = await until(run, 'the payment can be made', async () => {
    const known = (await client.get(payments, `/dossiers/${dossier}/payments`, citizen)).payments.at(-1);
    return known && (known.transfer !== null || known.checkoutUrl !== null) ? known : undefined;
  });
  if (open.transfer) {
    await client.pull(nothing, 'payment', 'credit', { communication: open.transfer.communication, amount: open.amount, bankReference: `KBC-${open.payment}` });
    tell(`transfer ${open.transfer.communication} arrives on the account`);
    return;
  }
  const { payments: known } = await client.pull(sandboxPayments, 'payment', 'payments');
  const paid = known.find(({ paymentId }) => open.checkoutUrl?.includes(paymentId));
  if (!paid) throw new Error('the payment system does not know this payment');
  await client.pull(nothing, 'payment', 'pay', { paymentId: paid.paymentId });
  tell('the citizen has paid');
}
