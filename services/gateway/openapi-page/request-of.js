/**
 * The request that stands in a form of the page: the fields of the path and query, the body as it was typed, and the token. A field that is left empty is
 * left out, except of the path, where it is named as missing.
 */
export function requestOf({ method, path, fields, body, token, idempotencyKey }) {
  const given = fields.filter(({ value }) => value !== '');
  const missing = fields.filter(({ place, value }) => place === 'path' && value === '').map(({ name }) => name);
  const inPath = new Map(given.filter(({ place }) => place === 'path').map(({ name, value }) => [name, value]));
  const query = new URLSearchParams(given.filter(({ place }) => place === 'query').flatMap(({ name, value, many }) => (many ? value.split(',') : [value]).map((one) => [name, one.trim()])));
  const address = path.replaceAll(/\{(\w+)\}/g, (_whole, name) => encodeURIComponent(inPath.get(name) ?? ''));
  return {
    missing,
    url: query.size > 0 ? `${address}?${query}` : address,
    method,
    headers: {
      ...(token.trim() !== '' && { Authorization: `Bearer ${token.trim()}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(idempotencyKey !== '' && { 'Idempotency-Key': idempotencyKey }),
    },
    ...(body !== undefined && { body }),
  };
}
