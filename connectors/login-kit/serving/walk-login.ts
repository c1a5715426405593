/** What a person with a browser does at a login page: follows where it leads, keeps its cookies, fills in the form, and ends at the return address. */
export async function walkLogin(fetch: typeof globalThis.fetch, page: string, form: Readonly<Record<string, string>>): Promise<URL> {
  const cookies = new Map<string, string>();
  const { origin } = new URL(page);
  let at = new URL(page);
  let sending: { readonly method: string; readonly body?: URLSearchParams } = { method: 'GET' };
  for (let step = 0; step < 10; step += 1) {
    const headers = { accept: 'text/html', cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const answer = await fetch(at, { ...sending, headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next !== null) {
      at = new URL(next, at);
      if (at.origin !== origin) return at;
      sending = { method: 'GET' };
    } else if (answer.status === 200 && sending.method === 'GET' && answer.headers.get('content-type')?.startsWith('text/html') === true) sending = { method: 'POST', body: new URLSearchParams(form) };
    else throw new Error(`the page answered HTTP ${answer.status}`);
  }
  throw new Error('the page leads round in a circle');
}
