/// <reference lib="webworker" />
/** Between the desk and a lost connection: a page that cannot be fetched becomes one that waits. It keeps nothing about anybody. */

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a browser runs this file as a worker, whose scope has another type
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const cacheName = 'eid-offline-1';
const desk = new URL('.', worker.location.href).pathname;

/** @param {string} language */
const offlinePage = (language) => `${desk}${language}/offline`;

worker.addEventListener('install', (event) => {
  event.waitUntil(worker.skipWaiting());
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  const isStatic = url.pathname.startsWith(`${desk}scripts/`) || url.pathname.startsWith(`${desk}assets/`) || url.pathname === `${desk}theme.css`;
  if (request.mode === 'navigate') event.respondWith(navigate(request, url));
  else if (isStatic) event.respondWith(fetchAndKeep(request));
});

/** @param {Request} request @param {URL} url */
async function navigate(request, url) {
  const language = /^[a-z]{2}(?=\/|$)/.exec(url.pathname.slice(desk.length))?.[0] ?? 'nl';
  try {
    const response = await fetch(request);
    const cache = await caches.open(cacheName);
    // Fetched while there is a connection, for when there is none.
    if (!(await cache.match(offlinePage(language)))) void cache.add(offlinePage(language)).catch(() => undefined);
    return response;
  } catch {
    return (await caches.match(offlinePage(language))) ?? Response.error();
  }
}

/** @param {Request} request */
async function fetchAndKeep(request) {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    if (response.ok && response.type !== 'opaque') void cache.put(request, response.clone());
    return response;
  } catch {
    return (await cache.match(request)) ?? Response.error();
  }
}
