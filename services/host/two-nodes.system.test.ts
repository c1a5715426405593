import { addDays } from '#services/belgium/day.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { dossiers, history } from '#services/journey/dossier.store.ts';
import { bpostDelivery001 } from '#plugins/bpost-delivery/migrations/001-arrangements.ts';
import { bpostDelivery002 } from '#plugins/bpost-delivery/migrations/002-sealed-employee.ts';
import { bpostDelivery003 } from '#plugins/bpost-delivery/migrations/003-partnership.ts';
import { agreements, arrangements, bpostDeliveryTables } from '#plugins/bpost-delivery/bpost-delivery.store.ts';
import { agreementIn } from '#plugins/bpost-delivery/load-agreements.ts';
import { takeCapacity } from '#plugins/bpost-delivery/measure-capacity.ts';
import { recordAgreement } from '#plugins/bpost-delivery/record-agreement.ts';
import { measures } from '#plugins/indicators/measures.contract.ts';
import { countDossiers } from '#plugins/indicators/count-dossiers.ts';
import { complaintFacts, indicatorTables, measured } from '#plugins/indicators/indicators.store.ts';
import { indicators001 } from '#plugins/indicators/migrations/001-measured.ts';
import { compareTallies } from '#plugins/indicators/sum-tallies.ts';
import { sqlServerUrl, startSqlServerDatabase } from '#tools/system-packages/sql-server.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import { describeTwoNodes, type Besides, type TwoNodes } from './two-nodes-rules.ts';

const besides: Besides = {
  tables: [...indicatorTables, ...bpostDeliveryTables], migrations: [indicators001, bpostDelivery001, bpostDelivery002, bpostDelivery003],
  rules: (nodes) => { describeCounting(nodes); describeAgreements(nodes); },
};
describeTwoNodes('PostgreSQL', startPostgres, besides);
if (sqlServerUrl === undefined) test.todo('two nodes on one SQL Server: set MSSQL_URL=mssql://user:password@host:1433/database to see them');
else describeSqlServer(sqlServerUrl);

function describeSqlServer(url: string): void {
  describeTwoNodes('SQL Server', () => startSqlServerDatabase(url), besides);
}

function describeCounting({ one, other }: TwoNodes): void {
  test('what two nodes count at once, of the same dossiers and of others, are the tallies of all of them', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`);
    const stood = { ground: 'limited-availability' as const, deliverBy: 'none' as const, actor: 'citizen', recordedAt: 1 };
    const on = (index: number) => instantOf(addDays('2026-03-25', index), '12:00');
    const lineOf = (index: number, sequence: number) => [
      { ...stood, sequence: 1, move: 'open', state: 'opened' as const, occurredAt: on(index % 4) },
      { ...stood, sequence: 2, move: 'invite', fromState: 'opened' as const, state: 'invited' as const, occurredAt: on(5) },
      { ...stood, sequence: 3, move: 'withdraw', fromState: 'invited' as const, state: 'withdrawn' as const, occurredAt: on(9 + index % 3) },
    ][sequence - 1];
    // Each node writes lines and complaints, and counts at once what it was told of: any two meet in the rows of the same days.
    const told = ids.flatMap((dossier, index) => [1, 2, 3].map((sequence) => ({ dossier, index, sequence })));
    for (const sequence of [1, 2, 3]) {
      await Promise.all(told.filter((each) => each.sequence === sequence).map(({ dossier, index }) => (index % 2 ? one() : other()).transaction('gent', async (tables) => {
        const line = lineOf(index, sequence);
        if (!line) throw new Error('no such line');
        await tables.insert(history, { dossier, ...line });
        if (sequence === 1) await tables.insert(dossiers, { id: dossier, person: dossier, cardIndex: `v1:${dossier}`, cycle: 1, state: 'opened', sequence: 1, expiresOn: '2027-01-01', openedAt: 1, stateSince: 1, personal: { cardNumber: '' } });
      })));
      await Promise.all([...ids, ...ids].map((dossier, index) => (index % 3 ? one() : other()).transaction('gent', async (tables) => {
        if (index < ids.length) await tables.insertIfNew(complaintFacts, { complaint: `01900000-0000-7000-9${sequence}00-${String(index).padStart(12, '0')}`, dossier, filedAt: on(sequence), tone: 'negative', tonedAt: 1 });
        await countDossiers(tables, [dossier], 1);
      })));
    }
    const reader = one().reader('gent');
    const wrong = (await Promise.all(measures.map((measure) => compareTallies(reader, measure, '2026')))).flatMap(({ different }) => different);
    expect(wrong).toEqual([]);
    expect([await reader.count(measured, { measure: 'complained' }), await reader.count(measured, { measure: 'pending', until: { lt: '9999-01-01' } })]).toEqual([3 * ids.length, ids.length]);
  });
}

function describeAgreements({ one, other, work }: TwoNodes): void {
  const terms = { reference: 'K-1', region: 'Gent', postcodes: ['9000', '9050'], from: '2026-01-01', until: '2026-12-31', leadDays: 2, promisedDays: 7, capacity: { deliveries: 2, per: 'day' as const } };
  /** As much of a context as an action needs that asks nobody. */
  const at = (store: ReturnType<TwoNodes['one']>) => ({ answer: (body: (asked: unknown) => Promise<unknown>) => store.transaction('gent', (tables) => body(work(tables))) }) as unknown as Parameters<typeof recordAgreement>[0];
  const endsOf = async (asked: readonly Promise<unknown>[]) => (await Promise.allSettled(asked)).map((ended) => (ended.status === 'fulfilled' ? 'done' : (ended.reason as { type: string }).type)).toSorted();

  test('of agreements with bpost for one postcode that two nodes record at once, one is recorded', async () => {
    const asked = Array.from({ length: 6 }, (_, index) => recordAgreement(at(index % 2 ? one() : other()), { ...terms, postcodes: ['9050', `90${index}1`] }));
    expect(await endsOf(asked)).toEqual([...Array.from({ length: 5 }, () => 'bpost-delivery.agreement-overlaps'), 'done']);
    expect(await one().reader('gent').count(agreements, {})).toBe(1);
  });

  test('of the last places that two nodes take of an agreement at once, no more are taken than there are', async () => {
    const [row] = await one().reader('gent').find(agreements, {});
    if (!row) throw new Error('no agreement');
    const start = instantOf('2026-06-01', '09:00');
    const taken = Array.from({ length: 6 }, (_, index) => (index % 2 ? one() : other()).transaction('gent', async (tables) => {
      await takeCapacity(tables, agreementIn(row), start, 1);
      const id = `01900000-0000-7000-b000-${String(index).padStart(12, '0')}`;
      await tables.insert(arrangements, { reference: id, dossier: id, round: 1, state: 'arranging', start, end: start, momentSetAt: 1, custody: 'municipality', agreement: row.id, region: row.region });
    }));
    expect(await endsOf(taken)).toEqual([...Array.from({ length: 4 }, () => 'bpost-delivery.capacity-used-up'), 'done', 'done']);
  });
}
