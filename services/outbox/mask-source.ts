/** Names of fields that a contract may have: one that is something else may say who somebody is. */
const fieldName = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
/** Ids of ours say nothing of a person. */
const ownId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The shape of a raw source without what it says: fields, kinds and lengths, as far as one needs them to see why it was not understood. */
export function maskSource(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskSource);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, held], index) => [fieldName.test(name) ? name : `(field ${index + 1})`, maskSource(held)]));
  }
  if (typeof value === 'string') return ownId.test(value) ? value : `(text of ${value.length})`;
  return typeof value === 'number' ? '(number)' : value;
}
