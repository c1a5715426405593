import { restFront } from '#connectors/rest-kit/rest-front.ts';
import { keepToken } from '#connectors/rest-kit/served-token.ts';
import { stateFailures } from '#connectors/rest-kit/state-failures.ts';
import { Problem } from '#connectors/rest-kit/problem.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { WireHandler } from '#services/kernel/wire.ts';
import type { messaging } from '../../messaging.port.ts';
import { smsOperations, smsProblems } from '../../wire/sms-gateway.ts';

/** The SMS gateway over its wire: it sends what it is asked, as often as it is asked. */
export function smsDesk(side: PortImplementation<typeof messaging>, folder: string): WireHandler {
  return restFront({
    operations: smsOperations, letsIn: keepToken(folder), problemOf: stateFailures('messaging', smsProblems, { down: 'unavailable', lost: 'no-answer' }),
    handlers: {
      send: async ({ body: { to, text, language, reference } }, call) => {
        const { dossier } = call;
        if (dossier === null) throw new Problem('belgif:badRequest', 400, 'The books need a dossier.', { issues: [{ in: 'header', name: 'about-dossier', detail: 'this must be given' }] });
        return { value: await side.sendSms({ to, body: text, subject: '', language, dossier }, { ...call, key: reference }) };
      },
      health: () => Promise.resolve({ value: { status: 'up' as const } }),
    },
  });
}
