/** Is this a PIN as a card takes it: `2`, how many digits (4 to 12), the digits, F up to 8 bytes? */
export function isPinBlock(bytes: Uint8Array): boolean {
  if (bytes.length !== 8) return false;
  const [, length = '', digits = ''] = /^2([4-9a-c])(\d+)f*$/.exec(Buffer.from(bytes).toString('hex')) ?? [];
  return digits !== '' && digits.length === Number.parseInt(length, 16);
}
