import type { Card } from '../card-reader.ts';

/**
 * Whole script of whoever holds the keys of the issuer: command APDUs in hexadecimal, one after the other, nothing else in between. Stops at no answer: what each
 * means is theirs to judge. The answers come back as they came, in capitals.
 */
export async function runScript(card: Card, script: readonly string[]): Promise<readonly string[]> {
  const responses: string[] = [];
  for (const command of script) responses.push(Buffer.from(await card.transmit(Buffer.from(command, 'hex'))).toString('hex').toUpperCase());
  return responses;
}
