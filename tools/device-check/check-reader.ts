import type { X509Certificate } from 'node:crypto';
import { cardFileNames, cardFiles, type CardFileName } from '#services/belgium/eid-card/card-files.ts';
import { verifyCard } from '#services/belgium/eid-card/verify-card.ts';
import { getCardData, type CardData } from '#tools/device-agent/card/card-data.ts';
import { pinTries } from '#tools/device-agent/card/pin-tries.ts';
import { readFile } from '#tools/device-agent/card/read-file.ts';
import type { Card, CardReader } from '#tools/device-agent/card-reader.ts';
import { checkPin, type PinQuestions } from './check-pin.ts';
import type { CheckRow } from './report-table.ts';

export interface ReaderCheck {
  readonly reader: CardReader;
  /** The same reader over a line of its own, as another program has it. */
  readonly other: CardReader;
  /** Roots under which cards are believed; none: signatures are not looked at. */
  readonly anchors: readonly X509Certificate[];
  /** Epoch milliseconds. */
  readonly at: number;
  /** Milliseconds, for what is timed. */
  readonly clock: () => number;
  readonly questions: PinQuestions;
}

/** Holds a card reader with a Belgian eID in it against what the agent needs. Nothing that may use a try of the PIN is done unasked. */
export async function checkReader(check: ReaderCheck): Promise<readonly CheckRow[]> {
  const { reader } = check;
  const there: CheckRow = { what: 'the reader is there', ok: reader.state() !== 'absent', says: reader.name };
  const filled: CheckRow = { what: 'a card is in it', ok: reader.state() === 'ready', says: reader.state() };
  if (!there.ok || !filled.ok) return [there, filled];
  return [
    there, filled, { what: 'keys of its own for a PIN', ok: true, says: reader.hasPinpad() ? 'yes' : 'no: the agent asks in its own window' },
    ...await attempt('the card says what it is', () => reader.use((card) => readAll(card, check))),
    ...await attempt('another program waits for us', async () => [await excludes(check)]),
    ...await attempt('the PIN is taken', async () => [await checkPin(reader, check.questions)]),
  ];
}

/** A row that throws ends there, and says only what kind of trouble it was. */
async function attempt(what: string, look: () => Promise<readonly CheckRow[]>): Promise<readonly CheckRow[]> {
  try {
    return await look();
  } catch (error) {
    return [{ what, ok: false, says: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown trouble' }];
  }
}

async function readAll(card: Card, check: ReaderCheck): Promise<readonly CheckRow[]> {
  const data = await getCardData(card);
  const rows: CheckRow[] = [{
    what: 'the card says what it is', ok: true, says: `ATR ${Buffer.from(card.atr).toString('hex').toUpperCase()}, applet ${data.version >> 4}.${data.version & 0xf}`,
  }];
  const content: Partial<Record<CardFileName, Uint8Array>> = {};
  for (const name of cardFileNames) {
    const file = await readFile(card, name);
    if (file !== undefined) content[name] = file;
    const missing = cardFiles[name].optional ? 'not on this card' : 'not there';
    rows.push({ what: `reads ${name}`, ok: file === undefined ? cardFiles[name].optional === true : file.length > 0, says: file === undefined ? missing : `${file.length} bytes` });
  }
  return [...rows, signed(content, check), await tries(card, data), await times(card, check)];
}

function signed(content: Partial<Record<CardFileName, Uint8Array>>, { anchors, at }: ReaderCheck): CheckRow {
  const what = 'identity, address and photo are signed by the register';
  if (anchors.length === 0) return { what, ok: 'skipped', says: 'no roots were named' };
  const read = verifyCard(content, { anchors, at });
  return 'card' in read ? { what, ok: true, says: read.card.signedWith } : { what, ok: false, says: read.refused };
}

async function tries(card: Card, data: CardData): Promise<CheckRow> {
  const [first, second] = [await pinTries(card, data), await pinTries(card, data)];
  return { what: 'the tries of the PIN are told, and telling uses none', ok: first === null ? 'skipped' : first === second, says: first === null ? 'this card does not tell' : `${second} left` };
}

const timed = 30;
/** Slower than this nobody waits at a door: a card takes some sixty commands. */
const slowestMedianMs = 150;

async function times(card: Card, { clock }: ReaderCheck): Promise<CheckRow> {
  const took: number[] = [];
  for (let count = 0; count < timed; count += 1) {
    const begun = clock();
    await getCardData(card);
    took.push(clock() - begun);
  }
  took.sort((a, b) => a - b);
  const [median = 0, slowest = 0] = [took[timed / 2], took.at(-1)];
  return { what: 'a command takes its time, but not too long', ok: median <= slowestMedianMs, says: `median ${median.toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms of ${timed}` };
}

const commandsMeanwhile = 10;

/** While we hold the card another line asks for it: it gets it after us, and it does get it. */
async function excludes({ reader, other }: ReaderCheck): Promise<CheckRow> {
  const what = 'another program waits for us';
  let isIn = false;
  let [waits, cameBetween]: [Promise<void>, boolean] = [Promise.resolve(), false];
  await reader.use(async (card) => {
    waits = other.use(async (theirs) => {
      isIn = true;
      await getCardData(theirs);
    });
    // Its trouble is told below.
    waits.catch(() => undefined);
    for (let count = 0; count < commandsMeanwhile; count += 1) await getCardData(card);
    cameBetween = isIn;
  });
  await waits;
  return { what, ok: !cameBetween && isIn, says: cameBetween ? 'it came in between' : 'it came after us' };
}
