import { join } from 'node:path';
import { z } from 'zod';
import { openSandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';
import { dayCell, readDay } from '#connectors/sql-kit/read-cells.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { eidTool } from '../eid-tool.port.ts';
import { handOverColumns } from '../wire/hand-over-columns.ts';

/** A tool that is reached by its database: the sandbox's own file with the views that it offers, and a hand-over table that it takes in when it is told to. */
export interface ToolDatabase {
  /** Settings of the live side that reach it. */
  readonly settings: unknown;
  /** What the tool does every few minutes: does what each new line says, in order, and writes the reason beside what it cannot do. */
  takeIn(): Promise<void>;
  close(): void;
}

/** The words of a tool that somebody else built. */
const mapping = {
  cards: {
    table: { name: 'v_kaarten' }, columns: { cardNumber: 'kaartnummer', insz: 'rijksregisternummer', kind: 'soort', expiresOn: 'vervaldatum', renewal: 'te_vernieuwen' },
    inUse: [{ column: 'in_gebruik', values: ['ja'] }], cardNumberWrittenAs: 'dashed', inszWrittenAs: 'dotted',
    kinds: { eid: ['eID'], 'kids-id': ['Kids-ID'], foreigner: ['Vreemdelingenkaart'] }, renewals: { card: ['kaart'], certificates: ['certificaten'] },
  },
  counterRenewals: { table: { name: 'v_loketvernieuwingen' }, columns: { cardNumber: 'kaartnummer', at: 'begonnen_op' }, momentsWrittenAs: 'utc' },
};

const dashed = (number: string) => `substr(${number}, 1, 3) || '-' || substr(${number}, 4, 7) || '-' || substr(${number}, 11, 2)`;
const dotted = (number: string) => `substr(${number}, 1, 2) || '.' || substr(${number}, 3, 2) || '.' || substr(${number}, 5, 2) || '-' || substr(${number}, 7, 3) || '.' || substr(${number}, 10, 2)`;
const field = (name: string) => `json_extract(c.body, '$.${name}')`;

const schema = `
  CREATE VIEW IF NOT EXISTS v_kaarten AS SELECT ${dashed('c.id')} AS kaartnummer, ${dotted(field('insz'))} AS rijksregisternummer,
      iif(s.id IS NULL, CASE ${field('kind')} WHEN 'eid' THEN 'eID' WHEN 'kids-id' THEN 'Kids-ID' ELSE 'Vreemdelingenkaart' END, '?') AS soort,
      ${field('expiresOn')} || ' 00:00:00' AS vervaldatum, iif(${field('renewal')} = 'card', 'kaart', 'certificaten') AS te_vernieuwen,
      iif(EXISTS (SELECT 1 FROM documents h WHERE h.kind = 'card-of-person' AND h.id = ${field('insz')} AND h.body = json_quote(c.id)), 'ja', 'nee') AS in_gebruik
    FROM documents c LEFT JOIN documents s ON s.kind = 'spoilt' AND s.id = c.id WHERE c.kind = 'card';
  CREATE VIEW IF NOT EXISTS v_loketvernieuwingen AS SELECT ${dashed('c.id')} AS kaartnummer, strftime('%Y-%m-%d %H:%M:%f', ${field('at')} / 1000.0, 'unixepoch') AS begonnen_op FROM documents c WHERE c.kind = 'counter-renewal';
  CREATE TABLE IF NOT EXISTS eid_hand_over (entry INTEGER PRIMARY KEY, ${handOverColumns.map((column) => (column === 'request_key' ? `${column} TEXT NOT NULL UNIQUE` : column)).join(', ')}, taken_at INTEGER, refused TEXT);
  CREATE UNIQUE INDEX IF NOT EXISTS eid_hand_over_closed ON eid_hand_over (card_number) WHERE operation = 'closeRenewal' AND refused IS NULL;
  CREATE UNIQUE INDEX IF NOT EXISTS eid_hand_over_new ON eid_hand_over (new_card_number) WHERE operation = 'closeRenewal' AND refused IS NULL;`;

export function openToolDatabase(side: PortImplementation<typeof eidTool>, folder: string, now: () => number): ToolDatabase {
  const { db, close } = openSandboxFile(folder, eidTool.id);
  db.exec(schema);
  return {
    settings: { flavour: 'sqlite', file: join(folder, `${eidTool.id}.sqlite`), mapping },
    takeIn: async () => {
      for (const row of db.prepare('SELECT * FROM eid_hand_over WHERE taken_at IS NULL ORDER BY entry').all()) {
        const refused = await takeLine(side, row);
        db.prepare('UPDATE eid_hand_over SET taken_at = ?, refused = ? WHERE entry = ?').run(now(), refused, Number(row['entry']));
      }
    },
    close,
  };
}

const told = z.object({ operation: z.enum(['openRenewal', 'closeRenewal', 'setHomeServiceFlag', 'mirrorDossier']), request_key: z.string(), requested_by: z.string(), trace_id: z.string(), dossier: z.string().nullable() });

/** Does what one line of the hand-over table says, as a driver gives it; gives why it cannot. */
export async function takeLine(side: PortImplementation<typeof eidTool>, row: Readonly<Record<string, unknown>>): Promise<string | null> {
  const line = told.parse(row);
  const call: OutwardCall = {
    key: line.request_key, actor: line.requested_by, traceId: line.trace_id, dossier: line.dossier, signal: new AbortController().signal, sealed: () => Promise.reject(new Error('nothing is sealed here')),
  };
  const said = {
    dossier: row['dossier'], cardNumber: row['card_number'], newCardNumber: row['new_card_number'], closedOn: readDay(dayCell.parse(row['closed_on']) ?? ''), deliveredBy: row['delivered_by'], insz: row['insz'],
    homeService: row['home_service'] === 1, state: row['state'], sequence: row['sequence'],
    // Some drivers give whole numbers of 64 bits as text.
    at: Number(row['happened_at']),
  };
  const perform = {
    openRenewal: () => side.openRenewal(eidTool.operations.openRenewal.input.parse(said), call), closeRenewal: () => side.closeRenewal(eidTool.operations.closeRenewal.input.parse(said), call),
    setHomeServiceFlag: () => side.setHomeServiceFlag(eidTool.operations.setHomeServiceFlag.input.parse(said), call), mirrorDossier: () => side.mirrorDossier(eidTool.operations.mirrorDossier.input.parse(said), call),
  }[line.operation];
  try {
    await perform();
    return null;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return error.type;
  }
}
