export interface EpcTransfer {
  readonly iban: string;
  readonly beneficiary: string;
  /** Euro cents. */
  readonly amount: number;
  /** Structured communication, as it is printed. */
  readonly communication: string;
}

/**
 * What stands in the QR code of a transfer (EPC069-12, version 2, European Payments Council): one field a line, the BIC left out. Belgian banks read a
 * structured communication from the field for words: that for a reference takes ISO 11649 only.
 */
export function writeEpcCode({ iban, beneficiary, amount, communication }: EpcTransfer): string {
  const name = beneficiary.replaceAll(/\s+/g, ' ').trim().slice(0, 70);
  return ['BCD', '002', '1', 'SCT', '', name, iban.replaceAll(/\s/g, ''), `EUR${(amount / 100).toFixed(2)}`, '', '', communication].join('\n');
}
