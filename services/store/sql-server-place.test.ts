import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqlServerPlace } from './sql-server-place.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-place-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the connection is encrypted, and the certificate of the server has to be signed by an authority that is known', () => {
  expect(sqlServerPlace('mssql://eid:a%40b%2Fc@db.example/e%20id')).toEqual({
    dialect: 'mssql', host: 'db.example', port: 1433, database: 'e id', username: 'eid', password: 'a@b/c',
    dialectOptions: { options: { encrypt: true, trustServerCertificate: false, appName: 'eid-aan-huis', requestTimeout: 90_000 } },
  });
});

test('a municipality may name its own authority, and the name that stands in the certificate', () => {
  const ca = join(folder, 'root.pem');
  writeFileSync(ca, 'its own authority');
  expect(sqlServerPlace(`mssql://eid:x@10.0.0.5:14330/eid?ca=${encodeURIComponent(ca)}&certificateName=db.example`)).toMatchObject({
    host: '10.0.0.5', port: 14_330, dialectOptions: { options: { encrypt: true, trustServerCertificate: false, serverName: 'db.example', cryptoCredentialsDetails: { ca: 'its own authority' } } },
  });
  expect(() => sqlServerPlace('mssql://eid:x@db.example/eid?ca=/no/such/file.pem')).toThrow('/no/such/file.pem');
});

test.each(['127.0.0.1', 'localhost', '[::1]'])('without encryption it goes on this machine (%s) alone: elsewhere the password could be read on the way', (host) => {
  expect(sqlServerPlace(`mssql://eid:x@${host}/eid?encrypt=false`)).toMatchObject({ host: host.replace(/[[\]]/g, ''), dialectOptions: { options: { encrypt: false, trustServerCertificate: false } } });
  expect(() => sqlServerPlace('mssql://eid:x@db.example/eid?encrypt=false')).toThrow('is encrypted');
  expect(sqlServerPlace('mssql://eid:x@db.example/eid?encrypt=true')).toMatchObject({ dialectOptions: { options: { encrypt: true } } });
});

test('a setting that nobody knows is refused by name, so that none is thought to count; the password is not told', () => {
  for (const [query, reason] of [['trustServerCertificate=true', "'trustServerCertificate'"], ['encrypt=no', "'encrypt' is true or false"]] as const) {
    const refused = () => sqlServerPlace(`mssql://eid:hunter2@db.example/eid?${query}`);
    expect(refused).toThrow(reason);
    expect(refused).not.toThrow('hunter2');
  }
});
