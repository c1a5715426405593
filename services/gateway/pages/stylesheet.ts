import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { IncomingMessage } from 'node:http';
import type { Front } from '#services/kernel/page.ts';
import type { Answer } from '../answer.ts';
import type { PagePlace } from './page-place.ts';

/** Components of the NL Design System that the pages are made of, and no others: what a citizen's telephone has to fetch stays small. */
const components = [
  'root', 'page-layout', 'page-body', 'page-header', 'page-footer', 'skip-link', 'heading-1', 'heading-2', 'heading-3', 'paragraph', 'link', 'alert', 'unordered-list', 'data-list',
  'form-field', 'form-label', 'form-fieldset', 'form-field-description', 'form-field-error-message', 'textbox', 'radio-button', 'checkbox', 'button', 'table', 'alternate-lang-nav',
];

/** What the screens of the desk use besides. */
const deskComponents = ['textarea', 'select', 'status-badge', 'button-group', 'nav-bar', 'breadcrumb-nav'];

export interface Stylesheet { readonly name: string; readonly answer: (request: Pick<IncomingMessage, 'headers'>) => Answer }

/** One file for all pages of a front. Its name holds what is in it, so that a browser may keep it for ever. */
export function openStylesheet(front: Front): Stylesheet {
  const library = createRequire(createRequire(import.meta.url).resolve('@utrecht/component-library-css/package.json'));
  const [names, own] = front === 'desk' ? [[...components, ...deskComponents], ['pages.css', 'desk.css']] : [components, ['pages.css']];
  const parts = names.map((component) => readFileSync(library.resolve(`@utrecht/${component}-css/dist/index.min.css`), 'utf8'));
  const ours = own.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));
  // An element on a page of another program has a root of its own.
  const body = Buffer.from([...parts, ...ours].join('\n').replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(':root {', ':root, :host {'));
  const packed = gzipSync(body, { level: 9 });
  const keep = { 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding', ...(front === 'desk' && { 'Cross-Origin-Resource-Policy': 'cross-origin' }) };
  return {
    name: `${front}-${createHash('sha256').update(body).digest('hex').slice(0, 12)}.css`,
    answer: ({ headers: { 'accept-encoding': takes = '' } }) => (/\bgzip\b/.test(takes)
      ? { status: 200, mediaType: 'text/css; charset=utf-8', body: packed, headers: { ...keep, 'Content-Encoding': 'gzip' } }
      : { status: 200, mediaType: 'text/css; charset=utf-8', body, headers: keep }),
  };
}

/** The look of one municipality: its design tokens. They were checked when they were set (`websiteSchema`). */
export function themeOf({ theme }: Pick<PagePlace, 'theme'>): Answer {
  const tokens = Object.entries(theme).map(([name, value]) => `--${name}:${value}`);
  return { status: 200, mediaType: 'text/css; charset=utf-8', body: `:root,:host{${tokens.join(';')}}`, headers: { 'Cache-Control': 'public, max-age=300', 'Cross-Origin-Resource-Policy': 'cross-origin' } };
}
