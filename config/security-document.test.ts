import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '#tools/eid/commands.ts';

const root = join(import.meta.dirname, '..');

test.each(['SECURITY.md', 'docs/data-protection.md', 'docs/deployment.md', 'docs/upgrade.md'])('%s names no suite, file or command that is not there', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  const suites = [...text.matchAll(/`((?:services|connectors|plugins|config|tools|deploy)\/[\w./-]+\.[a-z]+)`/g)].map(([, file = '']) => file);
  expect(suites.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => join(root, document, '..', link));
  expect(links.filter((link) => !existsSync(link))).toEqual([]);
  const named = [...text.matchAll(/npm run eid -- ([a-z-]+)(?: ([a-z]+))?/g)].filter(([, one = '', two = '']) => !Object.hasOwn(commands, one) && !Object.hasOwn(commands, `${one} ${two}`));
  expect(named.map(([all]) => all)).toEqual([]);
});
