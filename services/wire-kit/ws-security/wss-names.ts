import { prefixed } from '../write-xml.ts';

/** Names of SOAP 1.1, WS-Security 1.0 and XML Signature, from their specifications. */
export const soapNs = 'http://schemas.xmlsoap.org/soap/envelope/';
export const wsseNs = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
export const wsuNs = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
export const wsse11Ns = 'http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd';
export const dsNs = 'http://www.w3.org/2000/09/xmldsig#';
export const wsaNs = 'http://www.w3.org/2005/08/addressing';
export const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';

export const soap = prefixed('soap', soapNs);
export const wsse = prefixed('wsse', wsseNs);
export const wsu = prefixed('wsu', wsuNs);
export const ds = prefixed('ds', dsNs);

const x509Profile = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0';
export const x509v3 = `${x509Profile}#X509v3`;
export const x509PkiPath = `${x509Profile}#X509PKIPathv1`;
export const base64Binary = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary';

/** The actor that means "whoever comes next": us too. */
export const nextActor = 'http://schemas.xmlsoap.org/soap/actor/next';
