import { sayConnection } from './say-connection.js';
import { openScreen } from './screen.js';

/** The pages of the desk, when a browser runs scripts: without leaving the page, with news, and through a lost connection. */

const content = document.getElementById('content');
const connection = document.getElementById('eid-connection');
const deskUrl = new URL('..', import.meta.url);
const desk = new URL(deskUrl.pathname.replace(/\/$/, ''), location.href);

if (content && connection) {
  const service = content.dataset['service'] ?? '';
  const screen = openScreen({
    place: content, desk, token: async () => undefined, told: sayConnection(connection), done: () => undefined,
    shown: (url, title, how) => {
      document.title = `${title} - ${service}`;
      if (how === 'gone' && url.href !== location.href) history.pushState({}, '', url);
      // A list that has grown is as long after a reload.
      if (how === 'new' && url.href !== location.href) history.replaceState({}, '', url);
      for (const link of document.querySelectorAll('.eid-menu a')) {
        if (link instanceof HTMLAnchorElement && link.pathname === url.pathname) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
      }
      for (const link of document.querySelectorAll('.eid-languages a[hreflang]')) {
        if (link instanceof HTMLAnchorElement) link.href = url.pathname.replace(new RegExp(`^(${desk.pathname})/[a-z]{2}`), `$1/${link.hreflang}`) + url.search;
      }
    },
    notLetIn: (url) => {
      const [, language = 'nl', below = ''] = new RegExp(`^${desk.pathname}/([a-z]{2})(.*)$`).exec(url.pathname) ?? [];
      location.assign(`${desk.pathname}/${language}/sign-in?${new URLSearchParams({ to: below + url.search })}`);
    },
    leave: (url) => location.assign(url),
    focus: () => { scrollTo(0, 0); content.focus(); },
  });
  screen.isAt(new URL(location.href), Number(content.dataset['live'] ?? 0));
  addEventListener('popstate', () => { void screen.go(new URL(location.href)); });
  // A reload without connection leads to a page that waits with them.
  if ('serviceWorker' in navigator) void navigator.serviceWorker.register(`${desk.pathname}/offline.js`).catch(() => undefined);
}
