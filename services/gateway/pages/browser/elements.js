import { connectionWords, elements, stylesheet } from './desk-facts.js';
import { sayConnection } from './say-connection.js';
import { openScreen } from './screen.js';

/**
 * The screens of the desk as elements on a page of another program:
 *
 *     <script type="module" src="https://eid.example/desk/44021/scripts/elements.js"></script>
 *     <eid-worklist language="nl"></eid-worklist>
 *
 * `element.token` is a credential of the official, or a function that answers one. Events that bubble out: `eid-navigated` { path, title }, `eid-done` { form, path },
 * `eid-connection` { waiting, lost }, `eid-sign-in-needed`. A host that wants to show a place itself prevents `eid-navigate` { path }.
 */

const deskUrl = new URL('..', import.meta.url);
const desk = new URL(deskUrl.href.replace(/\/$/, ''));

class EidScreen extends HTMLElement {
  static observedAttributes = ['language'];

  /** @type {string | (() => string | Promise<string>) | undefined} */
  #token;
  /** @type {ReturnType<typeof openScreen> | undefined} */
  #screen;

  /** @param {string | (() => string | Promise<string>) | undefined} token */
  set token(token) {
    this.#token = token;
    if (!this.isConnected) return;
    if (this.#screen && this.#screen.waiting() > 0) this.#screen.again();
    else this.#begin();
  }

  get token() { return this.#token; }

  connectedCallback() {
    if (this.#token !== undefined) this.#begin();
  }

  attributeChangedCallback() {
    if (this.#screen) this.#begin();
  }

  #begin() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#screen ??= this.#open(root);
    void this.#screen.go(new URL(`${desk.href}/${this.getAttribute('language') ?? 'nl'}${this.#path()}`));
  }

  /** What the path of the page asks are attributes: `<eid-dossier dossier="…">`. */
  #path() {
    const path = elements[this.localName] ?? '/';
    return path === '/' ? '' : path.replaceAll(/\{(\w+)\}/g, (/** @type {string} */ _whole, /** @type {string} */ name) => encodeURIComponent(this.getAttribute(name) ?? ''));
  }

  /** @param {ShadowRoot} root */
  #open(root) {
    for (const href of [`${desk.href}/assets/${stylesheet}`, `${desk.href}/theme.css`]) {
      const sheet = document.createElement('link');
      sheet.rel = 'stylesheet';
      sheet.href = href;
      root.append(sheet);
    }
    const connection = document.createElement('p');
    connection.className = 'eid-connection';
    connection.setAttribute('role', 'status');
    const place = document.createElement('div');
    place.className = 'eid-content eid-desk utrecht-root';
    place.tabIndex = -1;
    root.append(connection, place);
    Object.assign(connection.dataset, connectionWords[this.getAttribute('language') ?? 'nl']);
    const say = sayConnection(connection);
    /** @param {string} name @param {object} detail */
    const tell = (name, detail, cancelable = false) => this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
    /** @param {URL} url */
    const pathOf = (url) => url.pathname.slice(desk.pathname.length + 3) + url.search;
    return openScreen({
      place, desk, told: (state) => { say(state); tell('eid-connection', state); },
      token: async () => (typeof this.#token === 'function' ? this.#token() : this.#token),
      shown: (url, title, how) => { if (how === 'gone') tell('eid-navigated', { path: pathOf(url), title }); },
      done: (form, url) => { tell('eid-done', { form, path: pathOf(url) }); },
      notLetIn: () => { tell('eid-sign-in-needed', {}); },
      leave: (url) => { open(url, '_blank', 'noopener'); },
      focus: () => place.focus({ preventScroll: true }),
    });
  }
}

for (const name of Object.keys(elements)) if (!customElements.get(name)) customElements.define(name, class extends EidScreen {});
