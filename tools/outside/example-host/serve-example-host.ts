import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WireAnswer } from '#services/kernel/wire.ts';

export interface ExampleHostPlace { readonly nis: string; /** Where the middleware is. */ readonly house: string | undefined }

const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');
const answer = (type: string, body: string): WireAnswer => ({ status: 200, headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }, body });

/**
 * A page that stands for the eID tool of a municipality: it holds elements of the desk. `below` is the path behind `/<municipality>/example-host`. Its token comes
 * from the house's own lever for test credentials, so it works in a test set-up only.
 */
export async function serveExampleHost(below: string, { nis, house }: ExampleHostPlace): Promise<WireAnswer> {
  if (house === undefined) return { status: 503, headers: { 'content-type': 'text/plain' }, body: 'No middleware is known: see --middleware.\n' };
  if (below === '') return answer('text/html', read('page.html').replaceAll('{desk}', `${house}/desk/${nis}`));
  if (below === '/page.css') return answer('text/css', read('page.css'));
  if (below === '/page.js') return answer('text/javascript', read('page.js'));
  if (below === '/token') return answer('text/plain', await aToken(nis, house));
  return { status: 404 };
}

async function aToken(nis: string, house: string): Promise<string> {
  const response = await fetch(`${house}/sandbox/${nis}/house/credential`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ role: 'official', name: 'els.peeters' }) });
  const answered: unknown = await response.json();
  if (typeof answered !== 'object' || answered === null || !('token' in answered) || typeof answered.token !== 'string') throw new Error('the house gives no test credential');
  return answered.token;
}
