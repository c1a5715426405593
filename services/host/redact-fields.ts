/** Fields that hold somebody's data whatever stands in them. `name` is the name of an operation here. */
const personal = /^(insz|niss|nationalNumber|nationalRegisterNumber|cardNumber|(first|last|given|family|full)_?names?|birth(Date|Day|Place)|street|houseNumber|address|email|mobile|phone|telephone|iban|pin|puk|password|secret|token|authorization|cookie)$/i;
const leftOut = '[left out]';

/** What gives a person away in any text. Each stands alone: a part of a longer number, or of a reference, is none. */
const shapes: readonly (readonly [form: RegExp, what: string])[] = [
  [/[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,250}\.\p{L}{2,24}/gu, '[e-mail address]'],
  [/(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu, '[account number]'],
  // 85.07.30-033.28 and 591-1917064-58, however they are written.
  [/(?<![\p{L}\p{N}-])\d{2}\.?\d{2}\.?\d{2}[- ]?\d{3}[. ]?\d{2}(?![\p{L}\p{N}-])/gu, '[national number]'],
  [/(?<![\p{L}\p{N}-])\d{3}-?\d{7}-?\d{2}(?![\p{L}\p{N}-])/gu, '[card number]'],
  [/(?<![\p{L}\p{N}+-])(?:\+|00)\d{1,3}(?:[ ./-]?\d){7,12}(?![\p{L}\p{N}-])/gu, '[telephone number]'],
  [/(?<![\p{L}\p{N}-])0\d{1,3}(?:[ ./]\d{2,3}){2,4}(?![\p{L}\p{N}-])/gu, '[telephone number]'],
  [/(?<![\p{L}\p{N}-])04\d{8}(?![\p{L}\p{N}-])/gu, '[telephone number]'],
];
const deepest = 6;
const longest = 2_000;

/**
 * The fields of a log line without what gives a person away (law 4): a net below the rule that none is ever put there. Names of people have no shape; they
 * are kept out by the names of fields.
 */
export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactedFields(fields, deepest);
}

export function redactText(text: string): string {
  return shapes.reduce((left, [form, what]) => left.replace(form, what), text.slice(0, longest));
}

function redacted(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  // A national or card number that somebody made a number of; instants in milliseconds have 13 digits.
  if (typeof value === 'number' || typeof value === 'bigint') return /^\d{11,12}$/.test(String(value)) ? leftOut : value;
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' || value === null || value === undefined ? value : leftOut;
  if (depth === 0) return leftOut;
  if (Array.isArray(value)) return value.map((each) => redacted(each, depth - 1));
  if (value instanceof Error) return { error: value.name, ...('type' in value && typeof value.type === 'string' && { type: value.type }) };
  if (value instanceof Date) return value.toISOString();
  return redactedFields(value, depth - 1);
}

function redactedFields(fields: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [redactText(name), personal.test(name) ? leftOut : redacted(value, depth)]));
}
