/** Texts for examples, the plainest first: nobody is meant by any of them. A schema's pattern takes the first one that fits. */
export const exampleTexts: readonly string[] = [
  'example', 'an-example', 'official.example', 'example.moved', 'nl', '9000', '09:00', '2026-12-01', '+32 470 00 00 00', 'bp-1001', 'BE68539007547034', 'a0a0a0a0', 'https://example.org/back', '44021',
  // A key and a signature of Ed25519, base64url.
  'A'.repeat(43), 'A'.repeat(86),
  // A number of a chip, sixteen bytes.
  'A0'.repeat(16),
  'official:official.example',
];

/** What a schema's `format` asks for. */
export const exampleByFormat: Readonly<Record<string, string>> = {
  uuid: '0197f3c2-5b1e-7c44-9d3a-2f6b8e1c7a50', date: '2026-12-01', 'date-time': '2026-12-01T09:00:00Z', time: '09:00:00', email: 'citizen@example.org', uri: 'https://example.org/back',
};

/** 1 December 2026, 9 o'clock in Brussels: the instant of examples, in epoch milliseconds UTC. */
export const exampleInstant = Date.UTC(2026, 11, 1, 8);

/** Fields that hold an instant, by the words that name them. */
export const namesInstant = /(^|[a-z])(at|At|since|Since)$|^(start|end|from|until|by|deadline|now|stateSince)$/;
