import { invitation } from '#plugins/invitation/invitation.contract.ts';
import { enable, type MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { municipalitiesFor } from './municipalities-for.ts';
import { gent } from './municipalities/gent.ts';
import { pagesHere } from './pages-here.ts';

const here = { publicUrl: 'http://127.0.0.1:3000', realNow: () => Date.UTC(2026, 10, 29) };
const linkOf = ({ plugins }: MunicipalityDefinition) => invitation.config.parse(plugins.find(({ contract }) => contract.id === 'invitation')?.settings).websiteUrl;
const withLink = (websiteUrl: string): MunicipalityDefinition => ({ ...gent, plugins: [enable(invitation, { websiteUrl, windowDays: 77 })] });

test('who gets an invitation of the demonstration can follow its link: it leads to the pages that are served here', () => {
  const found = municipalitiesFor({ outsideUrl: undefined, dataDir: '/nowhere', nats: undefined, natsEvents: false, publicUrl: here.publicUrl });
  expect(found.map(linkOf)).toEqual(['http://127.0.0.1:3000/pages/44021', 'http://127.0.0.1:3000/pages/24055']);
});

test('an address that somebody may have stays, and so does every other setting', () => {
  expect(linkOf(pagesHere(withLink('https://stad.gent/eid'), here))).toBe('https://stad.gent/eid');
  const { plugins } = pagesHere(withLink('https://stad.gent.example/eid'), here);
  expect(plugins).toMatchObject([{ settings: { websiteUrl: 'http://127.0.0.1:3000/pages/44021', windowDays: 77 } }]);
});

test('a municipality whose website has the pages under a path of its own is linked there', () => {
  expect(linkOf(pagesHere({ ...withLink('https://a.example'), website: { telephone: '09 210 10 10', url: 'https://stad.gent/thuis' } }, here))).toBe('https://stad.gent/thuis');
});

test('a municipality without pages is left as it is', () => {
  const { website: _none, ...without } = withLink('https://a.example/eid');
  expect(linkOf(pagesHere(without, here))).toBe('https://a.example/eid');
});
