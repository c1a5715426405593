import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driveJourney } from '#tools/journey/drive-journey.ts';
import { placeOf } from '#tools/journey/find-place.ts';
import { middlewareClient } from '#tools/journey/middleware-client.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { sqlServerUrl, startSqlServerDatabase } from '#tools/system-packages/sql-server.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';

const root = join(import.meta.dirname, '../..');

if (sqlServerUrl === undefined) test.todo('a whole journey closes on SQL Server: set MSSQL_URL=mssql://user:password@host:1433/database to see it');
else describeOn(sqlServerUrl);

function describeOn(address: string): void {
  const dataDir = mkdtempSync(join(tmpdir(), 'eid-sql-server-'));
  let database: RunningServer;
  let environment: Readonly<Record<string, string>>;
  const nodes: RunningNode[] = [];
  beforeAll(async () => {
    database = await startSqlServerDatabase(address);
    environment = { DATA_DIR: dataDir, DATABASE_URL: database.url, NATS_URL: '', OUTSIDE_URL: '', TAKE_OVER_AFTER_SECONDS: '5' };
    nodes.push(await startNode(environment), await startNode(environment, ['--no-demo']));
  });
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const place = placeOf('44021');
  if (!place) throw new Error('Gent is not configured');
  const walk = (node: RunningNode | undefined, pay: 'bancontact' | 'transfer') =>
    driveJourney(middlewareClient(node?.url ?? '', '44021'), { nis: '44021', ground: 'limited-availability', deliverBy: 'bpost', pay }, place, () => undefined);

  test('two nodes that share a SQL Server walk a whole journey to its end', async () => {
    expect(await walk(nodes[1], 'bancontact')).toMatchObject({ state: 'closed' });
  });

  test('when one of them is killed the other goes on, and the chain of the audit is whole', async () => {
    await nodes[1]?.stop('SIGKILL');
    expect(await walk(nodes[0], 'transfer')).toMatchObject({ state: 'closed' });
    const said = execFileSync(process.execPath, [join(root, 'tools/eid/eid.ts'), 'audit-verify', '--municipality', '44021'], { cwd: root, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, LOG_LEVEL: 'silent', ...environment } });
    expect(said).toContain('all in place');
  });
}
