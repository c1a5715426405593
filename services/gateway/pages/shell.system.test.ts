import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { languages } from '#services/belgium/language.ts';
import { inspect, openBrowser } from '#tools/test-house/page-inspector.ts';
import type { Answer } from '../answer.ts';
import { explain } from './explain.ts';
import type { PagePlace } from './page-place.ts';
import { openStylesheet } from './stylesheet.ts';

/** What is said where no page of a plugin can say it, as a browser gets it. */

const municipality = { id: 'gent', nis: '44021', name: 'Gent', languages };
const sheets = { pages: openStylesheet('pages'), desk: openStylesheet('desk') };
const everywhere = ['notFound', 'formOld', 'tooOften', 'broken'] as const;
const said = { pages: [...everywhere, 'ended', 'left', 'leftHere'], desk: [...everywhere, 'deskEnded', 'forbidden', 'deskLeft', 'leftHere', 'offline'] } as const;
let server: Server;
let url: string;
let browser: Browser;
beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = answerTo(request);
    response.writeHead(answer.status, { 'Content-Type': answer.mediaType, ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  url = `http://127.0.0.1:${address.port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
});

function answerTo(request: IncomingMessage): Answer {
  const [, front, language, what] = (request.url ?? '').split('/');
  const nothing = { status: 404, mediaType: 'text/plain', body: '' };
  if (front !== 'pages' && front !== 'desk') return nothing;
  if (language === 'assets') return what === sheets[front].name ? sheets[front].answer(request) : nothing;
  const place: PagePlace = { front, municipality, url: `${url}/${front}`, embeddedBy: [], hosts: [], theme: {}, help: { telephone: '09 210 10 10', email: 'hulp@stad.gent' }, offers: () => true, now: () => 0 };
  const saying = said[front].find((one) => one === what);
  return saying ? explain(saying, { place, language: languages.find((one) => one === language), sheet: sheets[front] }) : nothing;
}

test.each([['pages', said.pages], ['desk', said.desk]] as const)('what is said when a session has ended, a form is too old, an address leads nowhere or nothing works can be read by everybody, in four languages (%s)', async (front, all) => {
  const tab = await browser.newPage();
  const found: string[] = [];
  for (const what of all) {
    for (const language of languages) {
      await tab.goto(`${url}/${front}/${language}/${what}`);
      found.push(...await inspect(tab, `${front}-said-${what}-${language}`, { picture: language === 'nl' }));
    }
  }
  await tab.close();
  expect(found).toEqual([]);
});
