import { X509Certificate } from 'node:crypto';
import type { CardReader } from '#tools/device-agent/card-reader.ts';
import { loadPcsc } from '#tools/device-agent/pcsc/load-pcsc.ts';
import { openPcscReader } from '#tools/device-agent/pcsc/open-pcsc-reader.ts';
import { checkReader } from './check-reader.ts';
import type { PinQuestions } from './check-pin.ts';
import type { CheckRow } from './report-table.ts';

export interface ReaderCheckWish {
  /** Whole or its beginning; left out: the first reader that is there. */
  readonly name?: string;
  /** PEM, one or more certificates in each. */
  readonly anchors: readonly string[];
  readonly questions: PinQuestions;
  /** Resolves when a reader has been waited for long enough. */
  readonly patience: Promise<void>;
}

/** Checks a reader of this machine's PC/SC. */
export async function openReaderCheck({ name, anchors, questions, patience }: ReaderCheckWish): Promise<readonly CheckRow[]> {
  const open = await loadPcsc();
  if (!open) return [{ what: 'this machine has PC/SC', ok: false, says: 'it has not: on Debian, install libpcsclite1 and pcscd' }];
  const wish = { open, ...name !== undefined && { name } };
  const [reader, other] = [openPcscReader(wish), openPcscReader(wish)];
  try {
    await Promise.race([Promise.all([ready(reader), ready(other)]), patience]);
    return await checkReader({ reader, other, anchors: anchors.flatMap(certificatesIn), at: Date.now(), clock: () => performance.now(), questions });
  } finally {
    await Promise.all([reader.close(), other.close()]);
  }
}

function ready(reader: CardReader): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => { if (reader.state() === 'ready') resolve(); };
    reader.onChange(look);
    look();
  });
}

function certificatesIn(pem: string): X509Certificate[] {
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)].map(([text]) => new X509Certificate(text));
}
