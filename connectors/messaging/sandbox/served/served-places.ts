import { join } from 'node:path';

/** Where a served sandbox keeps what both sides must know. */
export const places = (folder: string) => ({
  mailPort: join(folder, 'mail-port'), mailPassword: join(folder, 'mail-password'), reportPassword: join(folder, 'report-password'), bounceKey: join(folder, 'bounce-key'), printShop: join(folder, 'print-shop'),
});
/** Our user at the mail server, and the user under which they tell us something. */
export const mailUser = 'eid-aan-huis';
export const reportUser = 'sandbox';
/** Where mail servers send what became of a mail. */
export const bouncesAt = 'bounces@sandbox.example';
