import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../answer.ts';
import { apiRoot } from '../openapi.ts';
import { escapeHtml } from '../escape-html.ts';
import type { Operation } from '../operation.ts';
import { operationPart } from './operation-part.ts';

/** Everything is of this house: nothing inline, nothing from elsewhere, and questions go to this house only. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** The page to read the API and to try it, with the files that it loads, by address. */
export function openApiPages(operations: readonly Operation[]): ReadonlyMap<string, Answer> {
  return new Map([
    ['/openapi', { status: 200, mediaType: 'text/html; charset=utf-8', body: pageOf(operations), headers: { 'Content-Security-Policy': policy } }],
    ...fileAt('page.css', 'text/css'), ...fileAt('try-it.js', 'text/javascript'), ...fileAt('request-of.js', 'text/javascript'),
  ]);
}

function fileAt(name: string, mediaType: string): [string, Answer][] {
  return [[`/openapi/${name}`, { status: 200, mediaType: `${mediaType}; charset=utf-8`, body: readFileSync(join(import.meta.dirname, name)) }]];
}

function pageOf(operations: readonly Operation[]): string {
  const plugins = [...new Map(operations.map(({ plugin }) => [plugin.id, plugin])).values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const of = (id: string) => operations.filter(({ plugin }) => plugin.id === id);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>eID aan huis: the API</title>
<link rel="stylesheet" href="/openapi/page.css">
<script type="module" src="/openapi/try-it.js"></script>
</head>
<body>
<a class="skip" href="#operations">To the operations</a>
<header>
<h1>The API of eID aan huis</h1>
<p>Every operation under <code>${apiRoot}</code>, to read and to try. The same for programs: <a href="/openapi.json">OpenAPI 3.1</a>. <a href="/">Back to the start page</a>.</p>
<p>Instants are epoch milliseconds UTC, days are calendar dates in Brussels, amounts are euro cents. Answers of failures are problem documents (RFC 9457).</p>
</header>
<section class="token" aria-labelledby="token-title">
<h2 id="token-title">Your credential</h2>
<label for="token">Bearer token</label>
<input id="token" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="token-note">
<p id="token-note">It stays in this field only, and is gone when the page is. What you send below is really carried out, for the municipality of this token.</p>
<noscript><p>Without scripts this page can be read; nothing can be sent from it.</p></noscript>
</section>
<nav aria-label="Plugins">
<ul>
${plugins.map(({ id }) => `<li><a href="#plugin-${escapeHtml(id)}">${escapeHtml(id)}</a> (${of(id).length})</li>`).join('\n')}
</ul>
</nav>
<main id="operations">
${plugins.map(({ id, title }) => `<section aria-labelledby="plugin-${escapeHtml(id)}">
<h2 id="plugin-${escapeHtml(id)}">${escapeHtml(id)}</h2>
<p>${escapeHtml(title)}.</p>
${of(id).map(operationPart).join('\n')}
</section>`).join('\n')}
</main>
</body>
</html>
`;
}
