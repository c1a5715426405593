import { provesPassword } from '#connectors/rest-kit/basic-password.ts';
import type { ReadSecret } from '#services/kernel/secret.ts';
import type { WireRequest } from '#services/kernel/wire.ts';
import type { ReceiptCredentials } from './receipt-credentials.ts';

/** Whether user and password are those that were agreed. */
export function proveSender({ user, password }: ReceiptCredentials, secret: ReadSecret, { authorization }: WireRequest['headers']): boolean {
  return provesPassword({ user, password: secret(password) }, authorization);
}
