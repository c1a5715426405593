// Sends what stands in a form of this page, and shows what comes back. The token stays in its field: it is put in no storage, cookie or address.
import { requestOf } from './request-of.js';

const token = document.getElementById('token');

for (const form of document.querySelectorAll('form[data-path]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form);
  });
}
addEventListener('hashchange', openNamed);
openNamed();

async function send(form) {
  const inputs = [...form.querySelectorAll('input[data-place]')];
  const { missing, url, ...request } = requestOf({
    method: form.dataset.method, path: form.dataset.path, token: token.value,
    fields: inputs.map((input) => ({ place: input.dataset.place, name: input.name, value: input.value, many: input.dataset.many === 'true' })),
    body: form.elements.namedItem('body')?.value, idempotencyKey: form.elements.namedItem('idempotency-key')?.value ?? '',
  });
  const empty = inputs.find(({ name }) => missing.includes(name));
  if (empty) {
    show(form, `The field ${empty.name} is part of the address: it cannot be left empty.`, '');
    empty.focus();
    return;
  }
  show(form, 'Sent; waiting for the answer.', '');
  try {
    const answer = await fetch(url, { ...request, credentials: 'omit', cache: 'no-store', redirect: 'manual' });
    show(form, `HTTP ${answer.status}, trace ${answer.headers.get('BelGov-Trace-Id') ?? 'unknown'}`, indented(await answer.text()));
  } catch {
    show(form, 'No answer came: whether anything was done is not known.', '');
  }
}

function show(form, line, body) {
  form.querySelector('[role=status]').textContent = line;
  const answer = form.querySelector('pre');
  answer.textContent = body;
  answer.hidden = body === '';
}

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Who follows a link to an operation finds it open. */
function openNamed() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named instanceof HTMLDetailsElement) named.open = true;
}
