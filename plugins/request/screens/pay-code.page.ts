import { encodeQR } from 'qr';
import { definePage } from '#services/kernel/page.ts';
import { writeEpcCode } from '#services/belgium/epc-code.ts';
import { latestOf } from './pay.page.ts';

/** The transfer as a picture that the app of a bank reads. */
export const payCodePage = definePage({
  path: '/pay-code', for: 'citizen',
  show: async ({ call, dossier, address }) => {
    const { payments } = await call('request.status', { dossier });
    const payment = latestOf(payments);
    if (payment?.state !== 'open' || !payment.transfer) return { goTo: address('/pay') };
    return { mediaType: 'image/svg+xml', body: encodeQR(writeEpcCode({ ...payment.transfer, amount: payment.amount }), 'svg', { ecc: 'medium', border: 4 }) };
  },
});
