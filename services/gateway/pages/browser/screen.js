import { Idiomorph } from './idiomorph.js';
import { letDrag } from './dragging.js';
import { keptInSession, openOutgoing } from './outgoing.js';
import { fileNameOf, saveFile } from './save-file.js';

/** One screen of the desk in some place of a page: it fetches what is shown, sends forms, and looks for news. */

const partMediaType = 'text/vnd.eid.part+html';

/**
 * @typedef {{
 *   readonly place: HTMLElement | ShadowRoot,
 *   readonly desk: URL,
 *   readonly token: () => Promise<string | undefined>,
 *   readonly shown: (url: URL, title: string, how: 'gone' | 'new') => void,
 *   readonly told: (connection: { waiting: number, lost: boolean }) => void,
 *   readonly done: (form: string, url: URL) => void,
 *   readonly notLetIn: (url: URL) => void,
 *   readonly leave: (url: URL) => void,
 *   readonly focus: () => void,
 * }} Means
 * @param {Means} means
 */
export function openScreen({ place, desk, token, shown, told, done, notLetIn, leave, focus }) {
  /** @type {URL | undefined} */
  let here;
  let tag = '';
  /** Seconds between looks for news; 0: none. */
  let live = 0;
  /** @type {number | undefined} */
  let timer;
  /** Of the last thing asked: an older answer that comes late is not shown. */
  let asked = 0;

  /** @param {URL | string} url @param {Readonly<Record<string, string>>} [headers] @param {string} [body] */
  async function ask(url, headers = {}, body) {
    const bearer = await token();
    return fetch(url, {
      credentials: bearer === undefined ? 'same-origin' : 'omit', headers: { Accept: partMediaType, ...headers, ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }) },
      ...(body !== undefined && { method: 'POST', body }),
    });
  }

  /** A link with `data-grows` leads to this same list with more in it: it is followed without leaving what is there, `by-itself` as soon as it is seen. */
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting && target instanceof HTMLAnchorElement) void grow(target);
  });

  function watchEnd() {
    seen.disconnect();
    for (const link of place.querySelectorAll('a[data-grows="by-itself"]')) seen.observe(link);
  }

  /** @param {HTMLAnchorElement} link */
  async function grow(link) {
    seen.unobserve(link);
    const url = new URL(link.href);
    asked += 1;
    const mine = asked;
    const response = await ask(url).catch(() => undefined);
    if (mine !== asked) return;
    if (response) await take(response, url, 'new', () => mine === asked);
    else stayHere();
  }

  /** What was asked did not come. News that was on its way has been dropped for it: what is shown goes on to look for some. */
  function stayHere() {
    told({ waiting: outgoing.waiting(), lost: true });
    lookIn(live);
  }

  const outgoing = openOutgoing({
    fetch: ({ url, body }) => ask(url, { 'Content-Type': 'application/x-www-form-urlencoded' }, body),
    keep: keptInSession(`eid-outgoing ${desk.pathname}`),
    later: (milliseconds, then) => { setTimeout(then, milliseconds); },
    told,
    answered: async (response, { url, body }) => {
      if (response.status < 400) done(new URLSearchParams(body).get('do') ?? '', new URL(url));
      await take(response, new URL(url), 'gone');
    },
  });

  /**
   * `still`: whether it is to be shown; somebody may go on while the rest of an answer is on its way.
   * @param {Response} response @param {URL} url @param {'gone' | 'new'} how @param {() => boolean} [still]
   */
  async function take(response, url, how, still = () => true) {
    if (response.status === 304) return lookLater(response);
    const to = response.headers.get('Eid-Location');
    if (to !== null) return go(new URL(to, url));
    if (response.status === 401) return notLetIn(here ?? url);
    const fileName = fileNameOf(response);
    if (fileName !== undefined) {
      await saveFile(response, fileName);
      return lookIn(live);
    }
    if (!response.headers.get('Content-Type')?.startsWith(partMediaType)) return leave(url);
    const text = await response.text();
    if (!still()) return;
    tag = response.headers.get('ETag') ?? '';
    here = url;
    const content = document.createElement('div');
    content.innerHTML = text;
    // What somebody is typing in, and where the focus is, stay as they are.
    if (how === 'new') await Idiomorph.morph(place, content.innerHTML, { morphStyle: 'innerHTML', ignoreActiveValue: true, restoreFocus: true });
    else place.replaceChildren(...content.childNodes);
    shown(url, decodeURIComponent(response.headers.get('Eid-Title') ?? ''), how);
    if (how === 'gone') {
      focus();
      // As a browser does on a page that it loads itself.
      const first = place.querySelector('[autofocus]');
      if (first instanceof HTMLElement) first.focus();
    }
    watchEnd();
    lookLater(response);
  }

  /** @param {Response} response */
  function lookLater(response) {
    live = Number(response.headers.get('Eid-Live') ?? 0);
    lookIn(live);
  }

  /** @param {number} seconds */
  function lookIn(seconds) {
    clearTimeout(timer);
    if (live > 0) timer = setTimeout(() => { void look(); }, seconds * 1_000);
  }

  async function look() {
    // Whoever does not look gets no news, and what waits to be sent goes first.
    if (!here || document.hidden || outgoing.waiting() > 0) return lookIn(live);
    const [url, mine] = [here, asked];
    const still = () => mine === asked && url === here;
    const response = await ask(url, { 'If-None-Match': tag }).catch(() => undefined);
    // Whoever has gone on meanwhile is not taken back.
    if (!still()) return;
    told({ waiting: outgoing.waiting(), lost: !response });
    if (!response || response.status >= 500) return lookIn(Math.min(live * 2, 30));
    await take(response, url, 'new', still);
  }

  /** @param {URL} url */
  async function go(url) {
    if (url.origin !== desk.origin || !`${url.pathname}/`.startsWith(`${desk.pathname}/`)) return leave(url);
    asked += 1;
    const mine = asked;
    const response = await ask(url).catch(() => undefined);
    if (mine !== asked) return;
    if (response) await take(response, url, 'gone', () => mine === asked);
    else stayHere();
  }

  place.addEventListener('click', (event) => {
    if (!(event instanceof MouseEvent) || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const [target] = event.composedPath();
    const link = target instanceof Element ? target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || link.target !== '') return;
    // An element stands on a page of another place: what it shows is of the desk.
    const url = new URL(link.getAttribute('href') ?? '', here ?? desk);
    if (url.hash !== '' && here && url.pathname === here.pathname && url.search === here.search) return;
    event.preventDefault();
    void (link.dataset['grows'] === undefined ? go(url) : grow(link));
  });
  place.addEventListener('submit', (event) => {
    if (!(event instanceof SubmitEvent) || !(event.target instanceof HTMLFormElement)) return;
    const form = event.target;
    const url = new URL(form.getAttribute('action') ?? '', here);
    const fields = new URLSearchParams([...new FormData(form, event.submitter)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
    event.preventDefault();
    if (form.method !== 'post') {
      url.search = fields.toString();
      void go(url);
      return;
    }
    // Once is enough; the page that comes has other buttons.
    for (const button of form.querySelectorAll('button')) button.disabled = true;
    form.setAttribute('aria-busy', 'true');
    asked += 1;
    outgoing.send({ url: url.href, body: fields.toString() });
  });
  letDrag(place, (to) => { void go(new URL(to, here)); });
  addEventListener('online', () => outgoing.again());
  document.addEventListener('visibilitychange', () => { if (!document.hidden) lookIn(0.2); });

  return {
    go,
    /** What the house has put there already. @param {URL} url @param {number} seconds */
    isAt: (url, seconds) => {
      here = url;
      live = seconds;
      lookIn(live);
      watchEnd();
      if (outgoing.waiting() > 0) outgoing.again();
    },
    again: () => outgoing.again(),
    waiting: () => outgoing.waiting(),
  };
}
