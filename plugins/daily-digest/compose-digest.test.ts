import { composeDigest } from './compose-digest.ts';

test.each([['nl', '41 dagen nog geldig: certificaat of sleutel van biza'], ['en', '41 days left: certificate or key of biza']] as const)('a certificate that ends soon is told with its days (%s)', (language, line) => {
  expect(composeDigest({ lines: [{ kind: 'certificate', what: 'biza', count: 41 }] }, { municipality: 'Stad Gent', language, day: '2026-11-29' }).body.split('\n')[0]).toBe(line);
});
