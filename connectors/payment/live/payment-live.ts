import { openRestClient } from '#connectors/rest-kit/open-rest-client.ts';
import { defineLive, type LiveEnv } from '#services/kernel/connector.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { paymentFailures, type payment } from '../payment.port.ts';
import { accountsOperations, accountsProblems } from '../wire/accounts-operations.ts';
import { openBancontact } from './bancontact/open-bancontact.ts';
import { openMollie } from './mollie/open-mollie.ts';
import { checkPayment } from './check-payment.ts';
import { inboundPayment } from './inbound-payment.ts';
import type { OnlineProvider, Start, Started } from './online-provider.ts';
import { meaningOf } from './payment-failure-table.ts';
import { paymentSettings, type PaymentSettings } from './payment-settings.ts';

/** Who may have served a way of paying before the settings said otherwise. */
const mayHaveServed = { bancontact: ['bancontact', 'mollie'], 'online-banking': ['mollie'] } as const;

/** The municipality's payment system: online payments by their providers, transfers on its own account. */
export const paymentLive = defineLive<PortImplementation<typeof payment>, typeof paymentSettings>(paymentSettings, { open: openPaymentLive, check: checkPayment, inbound: inboundPayment });

function openPaymentLive(env: LiveEnv<PaymentSettings>): PortImplementation<typeof payment> & AsyncDisposable {
  const { config, secret, now } = env;
  const providers: Readonly<Partial<Record<'bancontact' | 'mollie', OnlineProvider>>> = {
    ...(config.bancontact && { bancontact: openBancontact({ ...env, config: config.bancontact }) }), ...(config.mollie && { mollie: openMollie({ ...env, config: config.mollie }) }),
  };
  const accounts = config.accounts && openRestClient({ place: config.accounts, secret, meanings: { failures: paymentFailures, problems: accountsProblems, mishaps: meaningOf } });
  const demand = (name: 'bancontact' | 'mollie') => {
    const provider = providers[name];
    if (!provider) throw paymentFailures['no-provider']({ cause: new Error(`no settings for ${name}`) });
    return provider;
  };
  const serving = ({ method }: Pick<Start, 'method'>) => demand(config.servedBy[method]);
  /** Ids of Mollie say whose they are. */
  const ownerOf = (paymentId: string) => demand(paymentId.startsWith('tr_') ? 'mollie' : 'bancontact');

  return {
    start: {
      perform: async (asked, call) => {
        if (asked.expiresAt <= now()) throw paymentFailures.refused({ cause: new Error('its time is over') });
        if (config.returnTo && !config.returnTo.includes(new URL(asked.returnUrl).origin)) throw paymentFailures.refused({ cause: new Error('returnUrl leads to another site than was agreed') });
        return serving(asked).start(asked, call);
      },
      lookUp: (asked, call) => firstFound([serving(asked), ...mayHaveServed[asked.method].flatMap((name) => providers[name] ?? [])], asked, call),
    },
    status: async ({ paymentId }, call) => ownerOf(paymentId).status(paymentId, call),
    cancel: async ({ paymentId }, call) => {
      await ownerOf(paymentId).cancel(paymentId, call);
      return {};
    },
    expectTransfer: async ({ reference, amount, communication, expiresAt }, call) => {
      await accounts?.ask(accountsOperations.expectTransfer, { parameters: { reference }, body: { amount, communication, expiresAt: new Date(expiresAt).toISOString() } }, call);
      return config.account;
    },
    refund: async ({ paymentId, reference, amount }, call) => {
      if (paymentId !== null) return ownerOf(paymentId).refund({ paymentId, reference, amount }, call);
      if (!accounts) throw paymentFailures['by-hand']();
      const { value } = await accounts.ask(accountsOperations.payBack, { parameters: { reference }, body: { amount } }, call);
      return value;
    },
    [Symbol.asyncDispose]: () => {
      for (const provider of Object.values(providers)) provider.close();
      accounts?.close();
      return Promise.resolve();
    },
  };
}

/**
 * A start that is in doubt may have been asked of another provider than the one that serves now: only when none of them has it, it may be asked again. One that
 * was never answered was shown to nobody, so the first that is found will do.
 */
async function firstFound(candidates: readonly OnlineProvider[], asked: Start, call: OutwardCall): Promise<Started | undefined> {
  for (const provider of new Set(candidates)) {
    const found = await provider.lookUp(asked, call);
    if (found) return found;
  }
  return undefined;
}
