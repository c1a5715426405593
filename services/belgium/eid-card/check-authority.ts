import { X509Certificate } from 'node:crypto';
import { CardRefused } from './card-refused.ts';
import { cutToDer } from './cut-padding.ts';

/** The National Register signs what stands on a card; its certificate comes with the card. That of a test authority says so: whether it counts, the anchors decide. */
const registerName = /^CN=(TEST )?RRN$/m;

/**
 * The certificate of the National Register (RRN) that a card brings: issued by one of our anchors themselves, as the Belgian roots do, by its name, and
 * valid at this instant. A certificate of an authority below them does not count: other keys of the state vouch for other things.
 * @throws CardRefused `unreadable`, `unknown-authority`, `expired-authority`
 */
export function checkAuthority(file: Uint8Array, anchors: readonly X509Certificate[], at: number): X509Certificate {
  const certificate = readCertificate(file);
  const anchor = anchors.find((candidate) => candidate.ca && certificate.checkIssued(candidate) && certificate.verify(candidate.publicKey));
  if (!anchor || certificate.ca || !registerName.test(certificate.subject)) throw new CardRefused('unknown-authority');
  for (const { validFromDate, validToDate } of [certificate, anchor]) {
    if (at < validFromDate.getTime() || at > validToDate.getTime()) throw new CardRefused('expired-authority');
  }
  return certificate;
}

function readCertificate(file: Uint8Array): X509Certificate {
  const der = cutToDer(file);
  try {
    return new X509Certificate(der);
  } catch {
    throw new CardRefused('unreadable');
  }
}
