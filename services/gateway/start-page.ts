import { createHash } from 'node:crypto';
import type { Answer } from './answer.ts';
import { escapeHtml } from './escape-html.ts';
import type { Operation } from './operation.ts';

const style = `
body { font: 1.125rem/1.6 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
a { color: #00439c; } a:focus-visible { outline: 3px solid #00439c; outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #767676; }
`;

/** Pages of municipalities, and where the sandboxes are looked at. */
interface Places { readonly places?: readonly { readonly url: string; readonly name: string }[] | undefined; readonly consoles?: string | undefined }

/** A page for the person who opens the address in a browser: what runs here and where to look next. */
export function startPage(operations: readonly Operation[], { places = [], consoles }: Places = {}): Answer {
  const plugins = [...new Map(operations.map(({ plugin }) => [plugin.id, plugin])).values()];
  const rows = plugins.map(({ id, title }) => `<tr><th scope="row">${escapeHtml(id)}</th><td>${escapeHtml(title)}</td><td>${operations.filter(({ plugin }) => plugin.id === id).length}</td></tr>`);
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>eID aan huis: middleware</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>eID aan huis</h1>
<p>This is the middleware that brings the Belgian electronic identity card to people at home. Other systems speak to it, and citizens find their pages here.</p>
<ul>
${consoles === undefined ? '' : `<li><a href="${escapeHtml(consoles)}">Try everything: who can click what, mailbox, systems and clock of the test environment</a></li>`}
${places.map(({ url, name }) => `<li><a href="${escapeHtml(url)}">Pages for citizens of ${escapeHtml(name)}</a></li>`).join('\n')}
<li><a href="/openapi">The API, to read and to try</a></li>
<li><a href="/openapi.json">The same for programs (OpenAPI 3.1)</a></li>
<li><a href="/asyncapi.json">Events and requests over NATS (AsyncAPI 3)</a></li>
<li><a href="/health">Health of this node</a></li>
</ul>
<table>
<caption>What runs here</caption>
<thead><tr><th scope="col">Plugin</th><th scope="col">What it does</th><th scope="col">Operations</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</main>
</body>
</html>
`;
  const hash = createHash('sha256').update(style).digest('base64');
  return { status: 200, mediaType: 'text/html; charset=utf-8', body, headers: { 'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'` } };
}
